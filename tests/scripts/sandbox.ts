import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";

export const scripts = resolve(__dirname, "../../scripts");

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary folder for each test of a `describe`, with a `bin` that is all of PATH there. */
export class Sandbox {
  folder = "";

  constructor() {
    beforeEach(() => {
      this.folder = realpathSync(mkdtempSync(join(tmpdir(), "goserverless-scripts-")));
    });
    afterEach(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  write(name: string, content: string): string {
    const file = this.path(name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  /** Puts a shell script on the sandbox's PATH, or into another of its folders. */
  fake(name: string, script: string): string {
    const file = this.write(
      name.includes("/") ? name : `bin/${name}`,
      `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`,
    );
    chmodSync(file, 0o755);
    return file;
  }

  get env(): NodeJS.ProcessEnv {
    return { PATH: this.path("bin"), HOME: this.path("home"), GOSERVERLESS_CACHE_DIR: this.path("cache") };
  }

  /** Starts Node in the sandbox; `scripts` is there as a variable. */
  start(code: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, ["-e", `const scripts = ${JSON.stringify(scripts)};\n${code}`], {
      cwd: this.folder,
      env: { ...this.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  run(code: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return toEnd(this.start(code, env));
  }

  /** Waits until a file is there and has content. */
  async appears(name: string): Promise<string> {
    const watcher = watch(this.folder);
    const signal = AbortSignal.timeout(15_000);
    try {
      while (!existsSync(this.path(name)) || readFileSync(this.path(name), "utf8") === "") {
        await once(watcher, "change", { signal });
      }
      return readFileSync(this.path(name), "utf8");
    } finally {
      watcher.close();
    }
  }
}

/** The code that runs one step of a setup, as `scripts/setup` does. */
export const step = (file: string, call: string): string =>
  `require(scripts + "/setup/run-steps.js").runSteps([() => require(scripts + "/setup/${file}").${call}]);`;

/** What a process printed, once it has ended; times are shown as 0 s. */
export async function toEnd(child: ChildProcess): Promise<Ended> {
  const closed = once(child, "close");
  const [stdout, stderr] = await Promise.all([read(child.stdout), read(child.stderr)]);
  const [status] = await closed;
  return timeless({ status, stdout, stderr });
}

/** What a person reads, without the time that it took. */
const timeless = (ended: Ended): Ended => ({ ...ended, stderr: ended.stderr.replace(/\b\d+ s$/gm, "0 s") });

const read = (stream: ChildProcess["stdout"]) => (stream ? text(stream) : "");
