/** Counts calls that wait for an answer, and keeps them below a number. */
export class CallGate {
  /** No more than so many at once; undefined means any number. */
  max: number | undefined;
  #inFlight = 0;
  #emptied: (() => void) | undefined;

  constructor(max: number | undefined) {
    this.max = max;
  }

  /** False when there are too many. */
  enter(): boolean {
    if (this.max !== undefined && this.#inFlight >= this.max) return false;
    this.#inFlight++;
    return true;
  }

  leave(): void {
    this.#inFlight--;
    if (this.#inFlight === 0) this.#emptied?.();
  }

  /** Resolves when no call is left. */
  async empty(): Promise<void> {
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
  }
}
