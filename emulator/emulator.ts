import type { EmulatorClient, EmulatorStatus, InvokeResult } from "./client.js";
import { type Clock, systemClock } from "./clock.js";
import { EmulatorError } from "./emulator-error.js";
import type { CallRecord, CodeSource, DeployedFunction, FunctionConfig } from "./function-config.js";
import { FunctionHost, type HostOptions } from "./function-host.js";
import { checkFunctionName } from "./function-name.js";
import { FunctionStore } from "./function-store.js";
import { Orphans } from "./orphans.js";
import { findUnshare } from "./own-root.js";
import { makePrivateFolder } from "./state-folder.js";
import { defaultTimings, type Timings } from "./timings.js";
import { toLines } from "./to-lines.js";

export interface EmulatorOptions {
  readonly stateFolder: string;
  readonly packageVersion: string;
  readonly clock?: Clock;
  readonly timings?: Timings;
  /** Finds the command that runs a program in a root directory of its own; asked once, for the first image. */
  readonly findUnshare?: () => Promise<string | undefined>;
  /** Told what is wrong with a function that is not brought back; by default the process's own log is. */
  readonly onProblem?: (problem: string) => void;
}

/** The local cloud itself: every deployed function, in this process. */
export class Emulator implements EmulatorClient {
  /** Resolves when it has ended, by `stop` or because nothing is deployed any more. */
  readonly ended: Promise<void>;
  readonly #options: HostOptions;
  readonly #packageVersion: string;
  readonly #onProblem: (problem: string) => void;
  readonly #functions = new Map<string, FunctionHost>();
  /** What is under way for each name: one after the other. */
  readonly #queues = new Map<string, Promise<unknown>>();
  #stopping: Promise<void> | undefined;
  #unusedMs: number;
  #cancelEnd = (): void => {};
  #markEnded = (): void => {};

  /** Ends what an emulator before it left running, and brings every deployed function back. */
  static async start(options: EmulatorOptions): Promise<Emulator> {
    await makePrivateFolder(options.stateFolder);
    const emulator = new Emulator(options);
    await emulator.#restore();
    return emulator;
  }

  private constructor(options: EmulatorOptions) {
    const { stateFolder, packageVersion, clock = systemClock, timings = defaultTimings } = options;
    this.#packageVersion = packageVersion;
    this.#onProblem = options.onProblem ?? console.error;
    this.#unusedMs = timings.unusedMs;
    const store = new FunctionStore(stateFolder);
    const find = options.findUnshare ?? findUnshare;
    let unshare: Promise<string | undefined> | undefined;
    this.#options = {
      ...{ store, orphans: new Orphans(stateFolder), timings, clock },
      findUnshare: () => {
        unshare ??= find();
        return unshare;
      },
    };
    this.ended = new Promise((resolve) => {
      this.#markEnded = resolve;
    });
  }

  async status(): Promise<EmulatorStatus> {
    const functions = [...this.#functions.values()].flatMap(({ status }) => status ?? []);
    functions.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { pid: process.pid, version: this.#packageVersion, functions };
  }

  deploy(config: FunctionConfig, code: CodeSource): Promise<DeployedFunction> {
    return this.#inTurn(config.name, async () => {
      if (this.#stopping !== undefined) throw new EmulatorError("The emulator is stopping. Deploy again.");
      const host = this.#functions.get(config.name) ?? new FunctionHost(config, this.#options);
      this.#functions.set(config.name, host);
      try {
        return await host.deploy(config, code);
      } catch (error) {
        if (host.status === undefined) await this.#discard(config.name, host);
        throw error;
      }
    });
  }

  remove(name: string): Promise<void> {
    return this.#inTurn(name, async () => {
      const host = this.#functions.get(name);
      const onDisk = (await this.#options.store.names()).includes(name);
      if (host === undefined && !onDisk) throw notDeployed(name);
      this.#unusedMs = this.#options.timings.lingerMs;
      await this.#discard(name, host);
    });
  }

  async invoke(name: string, payload: Uint8Array): Promise<InvokeResult> {
    return this.#host(name).invoke(payload);
  }

  async *logs(name: string, options: { follow: boolean; signal?: AbortSignal }): AsyncIterable<string> {
    yield* toLines(this.readLog(name, options.follow, options.signal ?? new AbortController().signal));
  }

  /** The log as it is in the files, in pieces. */
  readLog(name: string, follow: boolean, signal: AbortSignal): AsyncIterable<string | Buffer> {
    return this.#host(name).log.read(follow, signal);
  }

  async calls(name: string): Promise<readonly CallRecord[]> {
    return this.#host(name).calls;
  }

  async cool(name: string): Promise<void> {
    await this.#host(name).cool();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#cancelEnd();
    await Promise.all(Array.from(this.#functions.values(), (host) => host.close()));
    await Promise.allSettled(this.#queues.values());
    this.#markEnded();
  }

  async #restore(): Promise<void> {
    const { orphans, store } = this.#options;
    await orphans.end();
    await Promise.all((await store.names()).map((name) => this.#restoreOne(name)));
    this.#endIfUnused();
  }

  async #restoreOne(name: string): Promise<void> {
    try {
      const stored = await this.#options.store.load(name);
      const host = new FunctionHost(stored.config, this.#options);
      this.#functions.set(name, host);
      await host.restore(stored);
    } catch (error) {
      // The others come back all the same.
      this.#onProblem(error instanceof Error ? error.message : String(error));
    }
  }

  async #discard(name: string, host: FunctionHost | undefined): Promise<void> {
    await host?.close();
    this.#functions.delete(name);
    await this.#options.store.remove(name);
  }

  #host(name: string): FunctionHost {
    const host = this.#functions.get(name);
    if (host === undefined) throw notDeployed(name);
    return host;
  }

  async #inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    checkFunctionName(name);
    const turn = (this.#queues.get(name) ?? Promise.resolve()).then(work, work);
    this.#queues.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(name) === turn) this.#queues.delete(name);
      this.#endIfUnused();
    }
  }

  /** Ends after a while in which nothing is deployed and nothing under way. */
  #endIfUnused(): void {
    this.#cancelEnd();
    if (this.#functions.size > 0 || this.#queues.size > 0 || this.#stopping !== undefined) return;
    this.#cancelEnd = this.#options.clock.after(this.#unusedMs, () => {
      if (this.#functions.size === 0 && this.#queues.size === 0) void this.stop();
    });
  }
}

function notDeployed(name: string): EmulatorError {
  return new EmulatorError(`Function "${name}" is not deployed on the local cloud.`);
}
