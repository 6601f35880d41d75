interface Waiter<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** Those who wait for something, first come, first served. */
export class WaitingLine<T> {
  readonly #waiters: Waiter<T>[] = [];

  get length(): number {
    return this.#waiters.length;
  }

  join(): Promise<T> {
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
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
