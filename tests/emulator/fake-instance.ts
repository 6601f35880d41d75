import type { Instance } from "../../emulator/instance.js";

/** An instance without a process: a test says when it is ready, when it fails, when it ends. */
export class FakeInstance implements Instance {
  readonly provisioned: boolean;
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
  readonly initMs = 7;
  readonly peakMemoryMb = 10;
  alive = true;
  /** It was told to end. */
  ended = false;
  becomeReady = (): void => {};
  #fail = (_error: Error): void => {};
  #exit = (): void => {};

  constructor(provisioned: boolean) {
    this.provisioned = provisioned;
    this.ready = new Promise((resolve, reject) => {
      this.becomeReady = resolve;
      this.#fail = reject;
    });
    this.ready.catch(() => {});
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
  }

  failInit(message: string): void {
    this.#fail(new Error(message));
    this.die();
  }

  die(): void {
    this.alive = false;
    this.#exit();
  }

  timeOut(): void {
    this.die();
  }

  kill(): void {
    this.die();
  }

  async end(): Promise<void> {
    this.ended = true;
    this.#fail(new Error("It was ended."));
    this.die();
  }
}
