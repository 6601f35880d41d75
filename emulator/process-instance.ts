import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "./call.js";
import { EmulatorError } from "./emulator-error.js";
import type { ErrorDocument } from "./error-document.js";
import { InitError } from "./init-error.js";
import type { Instance, InstanceOptions } from "./instance.js";
import { busyAttempts, busyWaitMs, type ExitText, InstanceProcess } from "./instance-process.js";
import { toLaunch } from "./launch.js";

/** How often a program is started again that lost something it needs to another process. */
const startAttempts = 3;
const exitError = "Runtime.ExitError";

/** What instances of both contracts share: the way from a process to ready, to its calls, to its end. */
export abstract class ProcessInstance implements Instance {
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
  initMs = 0;
  protected readonly options: InstanceOptions;
  /** The calls that are not settled, and how to answer one that fails. */
  readonly #calls = new Map<Call, (document: ErrorDocument) => void>();
  #process: InstanceProcess | undefined;
  #status: ExitText | undefined;
  #ending = false;
  #end: Promise<void> | undefined;
  #becomeReady = (): void => {};
  #failInit = (_error: EmulatorError): void => {};
  #exit = (): void => {};

  protected constructor(options: InstanceOptions) {
    this.options = options;
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
    this.ready = new Promise((resolve, reject) => {
      this.#becomeReady = resolve;
      this.#failInit = reject;
    });
    // Who does not ask whether it became ready does not hear that it did not.
    this.ready.catch(() => {});
  }

  get alive(): boolean {
    return !this.#ending && this.#process?.alive === true;
  }

  get peakMemoryMb(): number {
    return this.#process?.peakMemoryMb ?? 0;
  }

  timeOut(call: Call): void {
    const { requestId, timeoutSeconds } = call.facts;
    const what = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
    this.options.onLine(`${new Date().toISOString()} ${requestId} ${what}`);
    call.answered("timeout");
    const errorMessage = `RequestId: ${requestId} Error: ${what}`;
    this.#calls.get(call)?.({ errorType: "Sandbox.Timedout", errorMessage });
    this.kill();
  }

  kill(): void {
    this.#ending = true;
    this.#process?.kill();
  }

  end(): Promise<void> {
    this.#end ??= this.#endInPeace();
    return this.#end;
  }

  /** What the program finds in its environment, once everything it names is there. */
  protected abstract prepare(): Promise<Readonly<Record<string, string>>>;
  /** The process runs. */
  protected onRunning(): void {}
  /** Whether a program that ended too early deserves another start. */
  protected async deservesRestart(): Promise<boolean> {
    return false;
  }
  protected async beforeEnd(): Promise<void> {}
  /** Gives back what `prepare` took. */
  protected abstract dispose(): void;

  protected markReady(): void {
    if (this.#process === undefined || this.initMs > 0) return;
    this.initMs = performance.now() - this.#process.startedAt;
    this.#becomeReady();
  }

  /** The program will not be ready any more: it is ended and whoever waits is told why. */
  protected failInit(document: ErrorDocument): void {
    this.#failInit(new InitError(document, this.#process?.lastLines));
    this.kill();
  }

  protected begin(call: Call, fail: (document: ErrorDocument) => void): void {
    this.#calls.set(call, fail);
    if (this.#status !== undefined) this.#failCalls(this.#status);
  }

  protected settle(call: Call): void {
    this.#calls.delete(call);
    call.settled();
  }

  protected async run(): Promise<void> {
    const { config, timings } = this.options;
    const initMs = timings.initMs[config.contract];
    const timer = setTimeout(() => this.failInit(initTimeout(initMs)), initMs);
    this.ready.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
    let status: ExitText | undefined;
    for (let attempt = 1; attempt <= startAttempts; attempt++) {
      status = await this.#runUnlessBusy();
      const tooEarly = status !== undefined && this.initMs === 0 && !this.#ending;
      if (!tooEarly || !(await this.deservesRestart())) break;
    }
    if (status !== undefined) this.#onExit(status);
    else this.#failInit(endedTooEarly());
    this.#exit();
  }

  async #endInPeace(): Promise<void> {
    this.#ending = true;
    if (this.#process !== undefined) {
      await this.beforeEnd();
      await this.#process.end(this.options.timings.endMs);
    }
    await this.exited;
  }

  /** What runs a program in a root of its own finds it busy after the process was started, not before. */
  async #runUnlessBusy(): Promise<ExitText | undefined> {
    for (let attempt = 1; ; attempt++) {
      const status = await this.#runOnce();
      if (!this.#process?.foundBusy || this.#ending || attempt === busyAttempts) return status;
      await sleep(busyWaitMs);
    }
  }

  async #runOnce(): Promise<ExitText | undefined> {
    this.#process = undefined;
    try {
      const environment = await this.prepare();
      if (this.#ending) return undefined;
      const { temporaryFolder, onLine, orphans } = this.options;
      const launch = toLaunch(this.options);
      this.#process = await InstanceProcess.start({ launch, environment, temporaryFolder, onLine, orphans });
    } catch (cause) {
      this.#failInit(new InitError(notRunnable(cause), [], { cause }));
      return undefined;
    } finally {
      if (this.#process === undefined) this.dispose();
    }
    if (this.#ending) this.#process.kill();
    this.onRunning();
    const status = await this.#process.exited;
    this.dispose();
    return status;
  }

  #onExit(status: ExitText): void {
    this.#status = status;
    const errorMessage = `Runtime exited with error: ${status}`;
    const failure = new InitError({ errorType: exitError, errorMessage }, this.#process?.lastLines);
    this.#failInit(this.#ending ? endedTooEarly() : failure);
    if (!this.#ending && this.#calls.size === 0) this.options.onLine(`${errorMessage}\n${exitError}`);
    this.#failCalls(status);
  }

  #failCalls(status: ExitText): void {
    for (const [call, fail] of this.#calls) {
      const errorMessage = `RequestId: ${call.facts.requestId} Error: Runtime exited with error: ${status}`;
      if (!this.#ending) this.options.onLine(`${errorMessage}\n${exitError}`);
      call.answered("crash", exitError);
      fail({ errorType: exitError, errorMessage });
      this.settle(call);
    }
  }
}

function endedTooEarly(): EmulatorError {
  return new EmulatorError("The instance was ended before it was ready.");
}

function initTimeout(initMs: number): ErrorDocument {
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `It was not ready ${(initMs / 1000).toFixed(2)} seconds after its start`,
  };
}

function notRunnable(cause: unknown): ErrorDocument {
  const errorMessage = `The system cannot run "bootstrap": ${cause instanceof Error ? cause.message : cause}`;
  return { errorType: "Runtime.InvalidEntrypoint", errorMessage };
}
