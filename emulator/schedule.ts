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

/** Looked at this often, a clock that was set or slept through a change is noticed. */
const longestWaitMs = 60_000;

/** Calls back whenever a schedule may have changed the minimum, until the returned function is called. */
export function watchSchedules(warm: WarmConfig, clock: Clock, onChange: () => void): () => void {
  let cancel = (): void => {};
  const wait = (): void => {
    const next = nextWarmChange(warm, clock.now());
    if (next === undefined) return;
    cancel = clock.after(Math.min(Math.max(next - clock.now(), 0), longestWaitMs), () => {
      wait();
      onChange();
    });
  };
  wait();
  return () => cancel();
}

function cronOf(cron: string, timezone: string): Cron {
  return new Cron(cron, { timezone, paused: true });
}
