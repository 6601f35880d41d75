import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Commands wait for no network: what they ask it besides building has nothing to do with building. */
const quiet = {
  CI: "true",
  SAM_CLI_TELEMETRY: "0",
  CDK_DISABLE_CLI_TELEMETRY: "1",
  SLS_TELEMETRY_DISABLED: "1",
  SLS_NOTIFICATIONS_MODE: "off",
};

/** Where the tools are, and what their commands are run with: nothing of the user's settings. */
export class Workshop {
  /** Kept from run to run. */
  readonly tools: string;
  /** Of this run. */
  readonly folder: string;
  readonly goVersion: string;
  readonly #goCaches: string;
  readonly #ends: (() => Promise<void>)[] = [];
  readonly #env: Readonly<Record<string, string>>;

  /** Go's caches are empty at first, or those that the last such workshop left. */
  static async open(goCaches: "empty" | "kept"): Promise<Workshop> {
    const { stdout } = await run("go", ["env", "-json", "GOPATH", "GOMODCACHE", "GOVERSION"]);
    return new Workshop(JSON.parse(stdout), goCaches);
  }

  private constructor(
    go: Readonly<Record<"GOPATH" | "GOMODCACHE" | "GOVERSION", string>>,
    goCaches: "empty" | "kept",
  ) {
    this.tools = toolsFolder();
    fs.mkdirSync(this.tools, { recursive: true });
    // ko takes the path of a layout for the name of a repository, which has no capitals.
    this.folder = path.join(this.tools, `run-${process.pid}`);
    fs.mkdirSync(path.join(this.folder, "home"), { recursive: true });
    this.#goCaches = path.join(goCaches === "kept" ? this.tools : this.folder, "go-build");
    this.goVersion = go.GOVERSION;
    const { PATH = "" } = process.env;
    this.#env = {
      PATH,
      HOME: path.join(this.folder, "home"),
      GOPATH: go.GOPATH,
      GOMODCACHE: go.GOMODCACHE,
      GOENV: "off",
      GOPROXY: "off",
      GOTOOLCHAIN: "local",
      ...quiet,
    };
  }

  /** The settings of a tool whose cache of Go's is its own. */
  envOf(id: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { ...this.#env, GOCACHE: path.join(this.#goCaches, id), ...more };
  }

  /** Runs a command to its end, which has to be a good one. */
  async run(
    command: string,
    args: readonly string[],
    options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  ): Promise<void> {
    await run(command, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
  }

  /** Does what a tool needs once a machine; a pinned version never changes. */
  async once(name: string, install: (folder: string) => Promise<unknown>): Promise<string> {
    const folder = path.join(this.tools, name);
    const stamp = path.join(folder, ".installed");
    if (fs.existsSync(stamp)) return folder;
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    await install(folder);
    fs.writeFileSync(stamp, "");
    return folder;
  }

  /** Has something done when all is measured. */
  atClose(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  async close(): Promise<void> {
    for (const end of this.#ends) await end();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `GOSERVERLESS_BENCH_CACHE`, or a folder in the user's cache. */
function toolsFolder(): string {
  const { GOSERVERLESS_BENCH_CACHE: own, XDG_CACHE_HOME: shared } = process.env;
  if (own) return path.resolve(own);
  return path.join(shared || path.join(os.homedir(), ".cache"), "goserverless-bench");
}

/** Installs packages of npm in a folder of their own. */
export async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  fs.writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--save-exact"];
  await run("npm", ["install", ...flags, ...packages], { cwd: folder });
}

/** Installs packages of PyPI in an environment of their own. */
export async function pipInstall(folder: string, packages: readonly string[]): Promise<void> {
  await run("python3", ["-m", "venv", folder]);
  const flags = ["--quiet", "--disable-pip-version-check"];
  await run(path.join(folder, "bin", "pip"), ["install", ...flags, ...packages]);
}
