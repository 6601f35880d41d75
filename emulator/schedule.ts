import { Cron } from "croner";
import type { Clock } from "./clock.js";
import type { WarmConfig } from "./function-config.js";

/**
 * The minimum of warm instances at a time: what the last action that fired says, or `warm.instances` before any did.
 *
 * It follows from the time alone, so a restart, a sleeping laptop or a changed clock need no care of their own.
 */
export function warmMinimum(warm: WarmConfig, now: number): number {
  let minimum = warm.instances;
  let firedAt = Number.NEGATIVE_INFINITY;
  for (const { cron, timezone, instances } of warm.schedules) {
    // Runs before the reference are listed, and one at this very moment has fired too.
    const [last] = cronOf(cron, timezone).previousRuns(1, new Date(now + 1));
    if (last === undefined || last.getTime() < firedAt) continue;
    firedAt = last.getTime();
    minimum = instances;
  }
  return minimum;
}

/** When the minimum can change next; undefined when it never does. */
export function nextWarmChange(warm: WarmConfig, now: number): number | undefined {
  const times = warm.schedules.flatMap(({ cron, timezone }) => {
    const next = cronOf(cron, timezone).nextRun(new Date(now));
    return next === null ? [] : [next.getTime()];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

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

function cronOf(cron: string, timezone: string): Cron {
  return new Cron(cron, { timezone, paused: true });
}
