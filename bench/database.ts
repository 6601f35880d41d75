import { type ChildProcess, execFile, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { build } from "../build/index.js";
import { Emulator } from "../emulator/emulator.js";
import { returnPort, takePort } from "../emulator/free-port.js";
import { functionConfig } from "../tests/emulator/harness.js";
import { requestOf } from "./build-request.js";
import type { Benchmark, Row } from "./main.js";
import { interleaved, median, round } from "./statistics.js";

const run = promisify(execFile);
const calls = 500;
const versions = "/usr/lib/postgresql";

/** What a connection that is kept between calls is worth: a handler that opens PostgreSQL against one that keeps it. */
export const database: Benchmark = {
  title: "A call that asks PostgreSQL (Debian's, on loopback), by how it connects",
  async run(): Promise<Row[]> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-bench-"));
    const emulator = await Emulator.start({
      stateFolder: path.join(folder, "state"),
      packageVersion: "1.0.0",
    });
    const postgres = await Postgres.start(folder);
    try {
      return [
        await measure("a trusted connection", emulator, postgres.url("postgres")),
        await measure("a password (SCRAM)", emulator, postgres.url("shop", "secret")),
      ];
    } finally {
      await postgres.stop();
      await emulator.stop();
      fs.rmSync(folder, { recursive: true });
    }
  },
};

async function measure(what: string, emulator: Emulator, url: string): Promise<Row> {
  const { path: zip, sha256 } = await build(
    requestOf(path.join(__dirname, "runtime/database"), ["goserverless.lambda"]),
  );
  const backends = { kept: new Set<string>(), opened: new Set<string>() };
  const environments = { kept: {}, opened: { OPEN_EACH_CALL: "1" } };
  for (const name of ["kept", "opened"] as const) {
    const environment = { DATABASE_URL: url, ...environments[name] };
    const config = functionConfig({ name, environment, warm: { instances: 1, schedules: [] } });
    await emulator.deploy(config, { zip, sha256 });
  }
  const call = async (name: "kept" | "opened") => {
    const { payload } = await emulator.invoke(name, Buffer.from("{}"));
    const pid = Buffer.from(payload).toString();
    if (!/^\d+$/.test(pid)) throw new Error(pid);
    backends[name].add(pid);
  };
  const samples = await interleaved(calls, { opened: () => call("opened"), kept: () => call("kept") });
  const [openedMs, keptMs] = [median(samples.opened), median(samples.kept)];
  return {
    what,
    values: {
      calls,
      openedMs: round(openedMs),
      keptMs: round(keptMs),
      ratio: round(keptMs / openedMs),
      reusedPercent: round(((calls + 1 - backends.kept.size) / calls) * 100, 1),
    },
  };
}

/** A server of its own, which has to run as somebody else than root. */
class Postgres {
  readonly #server: ChildProcess;
  readonly #port: number;

  static async start(folder: string): Promise<Postgres> {
    const [version] = fs.existsSync(versions) ? fs.readdirSync(versions).sort().reverse() : [];
    if (version === undefined) throw new Error("PostgreSQL is needed: sudo apt-get install postgresql.");
    const bin = (program: string) => path.join(versions, version, "bin", program);
    const data = path.join(folder, "postgres");
    const asUser =
      process.getuid?.() === 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
    const command = (program: string, ...args: string[]): [string, string[]] => {
      const [first = "", ...rest] = [...asUser, bin(program), ...args];
      return [first, rest];
    };
    fs.chmodSync(folder, 0o755);
    fs.mkdirSync(data);
    if (asUser.length > 0) await run("chown", ["postgres:postgres", data]);
    await run(...command("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8"));
    const rules = path.join(data, "pg_hba.conf");
    const withPassword = "host all shop 127.0.0.1/32 scram-sha-256\n";
    fs.writeFileSync(rules, withPassword + fs.readFileSync(rules, "utf8"));
    const port = await takePort();
    const server = spawn(
      ...command(
        "postgres",
        "-D",
        data,
        "-h",
        "127.0.0.1",
        "-p",
        String(port),
        "-k",
        data,
        "-c",
        "fsync=off",
      ),
      { stdio: "ignore" },
    );
    const postgres = new Postgres(server, port);
    const ask = (sql: string) =>
      run(...command("psql", "-h", "127.0.0.1", "-p", String(port), "-U", "postgres", "-c", sql));
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const isReady = await ask("SELECT 1").then(
        () => true,
        () => false,
      );
      if (isReady) break;
      await sleep(100);
    }
    await ask("CREATE ROLE shop LOGIN PASSWORD 'secret'");
    return postgres;
  }

  private constructor(server: ChildProcess, port: number) {
    this.#server = server;
    this.#port = port;
  }

  url(user: string, password = ""): string {
    const login = password === "" ? user : `${user}:${password}`;
    return `postgres://${login}@127.0.0.1:${this.#port}/postgres?sslmode=disable`;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#server.once("close", resolve));
    this.#server.kill("SIGINT");
    await ended;
    returnPort(this.#port);
  }
}
