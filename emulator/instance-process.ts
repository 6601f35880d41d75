import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { eachLine } from "./each-line.js";
import type { Launch } from "./launch.js";
import type { Orphans } from "./orphans.js";
import { saysBusy } from "./own-root.js";
import { PeakMemory } from "./peak-memory.js";

export interface ProcessOptions {
  readonly launch: Launch;
  readonly environment: Readonly<Record<string, string>>;
  /** The instance's own folder for temporary files; it is made here and removed at the end. */
  readonly temporaryFolder: string;
  readonly onLine: (line: string) => void;
  readonly orphans: Orphans;
}

/** How a process ended, in Lambda's words: `exit status 1`, `signal: killed`. */
export type ExitText = string;

const lastLinesKept = 20;
/** The pipes of a process that ended are read to their end, unless something else holds them open. */
const pipesMs = 200;

/** The operating system's part of an instance: one process, the group it leads, its output and its memory. */
export class InstanceProcess {
  readonly pid: number;
  readonly startedAt: number;
  readonly exited: Promise<ExitText>;
  /** What it wrote last to stderr, for the error that tells why it did not start. */
  readonly lastLines: string[] = [];
  readonly #memory: PeakMemory;
  #ended = false;

  /** Rejects with the system's error when the program cannot be run at all. */
  static async start(options: ProcessOptions): Promise<InstanceProcess> {
    await mkdir(options.temporaryFolder, { recursive: true, mode: 0o700 });
    try {
      const startedAt = performance.now();
      return new InstanceProcess(await run(options), startedAt, options);
    } catch (error) {
      await rm(options.temporaryFolder, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(child: ChildProcess, startedAt: number, options: ProcessOptions) {
    this.pid = child.pid ?? 0;
    this.startedAt = startedAt;
    this.#memory = new PeakMemory(this.pid);
    if (child.stdout) eachLine(child.stdout, options.onLine);
    if (child.stderr) eachLine(child.stderr, (line) => this.#keep(line, options.onLine));
    this.exited = this.#watch(child, options);
  }

  get alive(): boolean {
    return !this.#ended;
  }

  /** It ended because something still wrote to the program when it was to be executed. */
  get foundBusy(): boolean {
    return this.#ended && saysBusy(this.lastLines);
  }

  get peakMemoryMb(): number {
    return this.#memory.read();
  }

  /** Asks the process to end, makes it end after some time, and waits until it did. */
  async end(graceMs: number): Promise<void> {
    this.#signal("SIGTERM");
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.exited;
    clearTimeout(timer);
  }

  kill(): void {
    this.#signal("SIGKILL");
  }

  async #watch(child: ChildProcess, { orphans, temporaryFolder }: ProcessOptions): Promise<ExitText> {
    const closed = once(child, "close");
    const [status, signal]: [number | null, NodeJS.Signals | null] = await waitForExit(child);
    this.#memory.read();
    this.#memory.close();
    // What the process started and left behind ends with it.
    this.#signal("SIGKILL");
    this.#ended = true;
    orphans.forget(this.pid);
    await Promise.race([closed, sleep(pipesMs, undefined, { ref: false })]);
    await rm(temporaryFolder, { recursive: true, force: true }).catch(() => {});
    return status === null ? `signal: ${signalWords[signal ?? ""] ?? signal}` : `exit status ${status}`;
  }

  #keep(line: string, onLine: (line: string) => void): void {
    if (this.lastLines.push(line) > lastLinesKept) this.lastLines.shift();
    onLine(line);
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#ended) return;
    try {
      process.kill(-this.pid, signal);
    } catch {
      // Nothing is left in its group.
    }
  }
}

/** As Go prints them, which is what Lambda logs. */
const signalWords: Readonly<Record<string, string>> = {
  SIGKILL: "killed",
  SIGTERM: "terminated",
  SIGSEGV: "segmentation fault",
  SIGABRT: "aborted",
  SIGINT: "interrupt",
  SIGHUP: "hangup",
};

/** Another process that was just forked may hold a freshly written program open for writing for a moment. */
export const busyAttempts = 20;
export const busyWaitMs = 5;

async function run({ launch, environment, orphans }: ProcessOptions): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const child = spawn(launch.command, launch.arguments, {
      cwd: launch.folder,
      // Node would add this one of its own accord: https://nodejs.org/api/cli.html#node_v8_coveragedir
      env: { NODE_V8_COVERAGE: undefined, ...environment },
      // A group of its own: a terminal's Ctrl-C is not for it, and it ends with all that it started.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (child.pid !== undefined) orphans.record(child.pid, launch.program);
    try {
      await once(child, "spawn");
      return child;
    } catch (error) {
      const busy = error instanceof Error && "code" in error && error.code === "ETXTBSY";
      if (!busy || attempt === busyAttempts) throw error;
      await sleep(busyWaitMs);
    }
  }
}

async function waitForExit(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  if (child.exitCode !== null || child.signalCode !== null) return [child.exitCode, child.signalCode];
  return new Promise((resolve) => child.once("exit", (status, signal) => resolve([status, signal])));
}
