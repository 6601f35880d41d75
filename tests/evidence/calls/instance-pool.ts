/** The instances of a pretended function: a call takes an idle one, or starts one; answers of a burst come together. */
export class InstancePool {
  readonly #bursts: number[];
  #idle: number;
  #waiting: (() => void)[] = [];
  /** Instances that were started. */
  started = 0;

  /**
   * @param idle Instances that run already.
   * @param bursts How many calls have to have come before they are answered; later ones are answered at once.
   */
  constructor(idle: number, bursts: readonly number[]) {
    this.#idle = idle;
    this.#bursts = [...bursts];
  }

  /** Resolves when the call is to be answered, with the number of the instance that was started for it, if one was. */
  async take(): Promise<number | undefined> {
    const started = this.#idle === 0 ? ++this.started : undefined;
    if (started === undefined) this.#idle--;
    const [size = 1] = this.#bursts;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length < size) return;
      this.#bursts.shift();
      const answered = this.#waiting;
      this.#waiting = [];
      this.#idle += answered.length;
      for (const answer of answered) answer();
    });
    return started;
  }
}
