import type { Clock } from "./clock.js";
import type { Member } from "./fleet.js";
import type { Instance } from "./instance.js";

interface IdleWatchOptions<I extends Instance> {
  readonly clock: Clock;
  readonly idleMs: () => number;
  /** The instances without a call. */
  readonly idle: () => Member<I>[];
  /** How many instances nothing asks for. */
  readonly spare: () => number;
  readonly end: (member: Member<I>) => void;
}

/** Ends instances that had no call for some time, longest idle first, as long as there are spare ones. */
export class IdleWatch<I extends Instance> {
  readonly #options: IdleWatchOptions<I>;
  #cancel: (() => void) | undefined;

  constructor(options: IdleWatchOptions<I>) {
    this.#options = options;
  }

  /** There may be an idle instance more. It costs next to nothing while one is waited for. */
  watch(): void {
    const { clock, idleMs, idle, spare, end } = this.#options;
    if (this.#cancel !== undefined || spare() <= 0) return;
    const oldest = Math.min(...idle().map(({ usedAt }) => usedAt));
    if (oldest === Number.POSITIVE_INFINITY) return;
    this.#cancel = clock.after(Math.max(0, oldest + idleMs() - clock.now()), () => {
      this.#cancel = undefined;
      for (const member of idle()) {
        if (spare() > 0 && member.usedAt + idleMs() <= clock.now()) end(member);
      }
      this.watch();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
