interface Waiter<T> {
  readonly since: number;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** Those who wait for something, first come, first served. */
export class WaitingLine<T> {
  readonly #waiters: Waiter<T>[] = [];

  get length(): number {
    return this.#waiters.length;
  }

  join(now: number): Promise<T> {
    return new Promise((resolve, reject) => this.#waiters.push({ since: now, resolve, reject }));
  }

  /** Since when the first waits that came after a time. */
  firstAfter(time: number): number | undefined {
    return this.#waiters.find(({ since }) => since > time)?.since;
  }

  /** How many have waited since a time or longer. */
  countSince(time: number): number {
    const later = this.#waiters.findIndex(({ since }) => since > time);
    return later === -1 ? this.#waiters.length : later;
  }

  /** Serves the first. */
  serve(value: T): void {
    this.#waiters.shift()?.resolve(value);
  }

  /** Sends so many away from the front; returns how many there were. */
  refuse(count: number, error: Error): number {
    const refused = this.#waiters.splice(0, count);
    for (const { reject } of refused) reject(error);
    return refused.length;
  }
}
