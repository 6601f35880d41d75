import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const tsx = pathToFileURL(require.resolve("tsx")).href;
const emulator = JSON.stringify(resolve(__dirname, "../../emulator/index.ts"));

/** Measures a program, and ends by itself when its standard input does. */
const measuring = (program: string) => `
const { measureReady } = require(${emulator});
process.stdin.resume().on("end", () => process.exit(7));
measureReady([{ label: "api", path: ${JSON.stringify(program)}, contract: "lambda" }], 1).catch(console.error);
`;

/** Never becomes ready, nor does what it starts; each holds a connection as long as it lives. */
const neverReady = (port: number) => `#!${process.execPath}
require("node:net").connect(${port}, "127.0.0.1");
if (process.argv[2] !== "child")
  require("node:child_process").spawn(process.execPath, [__filename, "child"], { stdio: "ignore" });
require("node:fs").writeFileSync(process.env.TMPDIR + "/kept-" + process.pid, "");
`;

describe("measureReady in a process that ends", () => {
  let folder = "";
  let server: Server;
  let child: ChildProcess | undefined;
  const connections: Socket[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "goserverless-test-"));
    server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(async () => {
    child?.kill("SIGKILL");
    for (const connection of connections.splice(0)) connection.destroy();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const ends: readonly { by: string; end: (child: ChildProcess) => unknown; status: unknown }[] = [
    { by: "SIGINT", end: (child) => child.kill("SIGINT"), status: [null, "SIGINT"] },
    { by: "SIGTERM", end: (child) => child.kill("SIGTERM"), status: [null, "SIGTERM"] },
    { by: "SIGHUP", end: (child) => child.kill("SIGHUP"), status: [null, "SIGHUP"] },
    { by: "itself", end: (child) => child.stdin?.end(), status: [7, null] },
  ];
  for (const { by, end, status } of ends) {
    it(`leaves no program and no folder behind when it is ended by ${by}`, async () => {
      const program = join(folder, "bootstrap");
      await writeFile(program, neverReady((server.address() as AddressInfo).port), { mode: 0o755 });
      const temporary = join(folder, "tmp");
      await mkdir(temporary);
      const bothRun = new Promise<void>((run) => {
        server.on("connection", (socket) => {
          // What is killed may reset it.
          socket.on("error", () => {}).resume();
          if (connections.push(socket) === 2) run();
        });
      });
      const cache = join(folder, "cache");
      child = spawn(process.execPath, ["--import", tsx, "-e", measuring(program)], {
        env: { ...process.env, GOSERVERLESS_CACHE_DIR: cache, TMPDIR: temporary },
        stdio: ["pipe", "inherit", "inherit"],
      });
      const ended = once(child, "exit");
      await bothRun;
      assert.equal((await readdir(join(cache, "work"))).length, 1);
      const gone = Promise.all(connections.map((socket) => once(socket, "close")));
      end(child);
      assert.deepEqual(await ended, status);
      await gone;
      assert.deepEqual(await readdir(join(cache, "work")), []);
      const left = await readdir(temporary);
      assert.deepEqual(
        left.filter((name) => name.startsWith("goserverless-")),
        [],
      );
    });
  }
});
