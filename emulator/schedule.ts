import { nextWarmChange, warmMinimum } from "../components/warm-timetable.js";
import type { Clock } from "./clock.js";
import type { WarmConfig } from "./function-config.js";

/** Looked at this often, a clock that was set, or slept through a change, is noticed. */
const longestWaitMs = 60_000;

/** Follows the minimum of warm instances through the day. */
export class WarmSchedule {
  readonly #warm: WarmConfig;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #minimum: number;
  #cancel = (): void => {};

  constructor(warm: WarmConfig, clock: Clock, onChange: () => void) {
    this.#warm = warm;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#minimum = warmMinimum(warm, clock.now());
    this.#wait();
  }

  get minimum(): number {
    return this.#minimum;
  }

  stop(): void {
    this.#cancel();
  }

  #wait(): void {
    const now = this.#clock.now();
    const next = nextWarmChange(this.#warm, now);
    if (next === undefined) return;
    this.#cancel = this.#clock.after(Math.min(next - now, longestWaitMs), () => {
      const before = this.#minimum;
      this.#minimum = warmMinimum(this.#warm, this.#clock.now());
      this.#wait();
      if (this.#minimum !== before) this.#onChange();
    });
  }
}
