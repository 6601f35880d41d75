import type { Clock } from "./clock.js";

const firstMs = 1_000;
const longestMs = 60_000;

/** Keeps something that fails again and again from being tried without a pause: at once, then after 1 s, 2 s, 4 s ... 60 s. */
export class Backoff {
  readonly #clock: Clock;
  readonly #onOver: () => void;
  #failures = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, onOver: () => void) {
    this.#clock = clock;
    this.#onOver = onOver;
  }

  get active(): boolean {
    return this.#cancel !== undefined;
  }

  failed(): void {
    this.#cancel?.();
    const ms = this.#failures === 0 ? 0 : Math.min(longestMs, firstMs * 2 ** (this.#failures - 1));
    this.#failures++;
    this.#cancel = this.#clock.after(ms, () => {
      this.#cancel = undefined;
      this.#onOver();
    });
  }

  succeeded(): void {
    this.#failures = 0;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
