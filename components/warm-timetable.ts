import { Cron } from "croner";

/** How many instances are to be ready when. */
export interface WarmTimetable {
  readonly instances: number;
  readonly schedules: readonly {
    readonly cron: string;
    readonly timezone: string;
    readonly instances: number;
  }[];
}

/** A timetable, with the number that use may raise it to. */
export interface Warmth extends WarmTimetable {
  readonly autoscale?: { readonly max: number };
}

/** The largest number of ready instances that there can ever be. */
export function largestWarm({ instances, autoscale, schedules }: Warmth): number {
  return Math.max(instances, autoscale?.max ?? 0, ...schedules.map((each) => each.instances));
}

/**
 * The minimum of warm instances at a time: what the last action that fired says, or `warm.instances` before any did.
 *
 * It follows from the time alone, so a restart, a sleeping laptop or a changed clock need no care of their own.
 */
export function warmMinimum(warm: WarmTimetable, now: number): number {
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
export function nextWarmChange(warm: WarmTimetable, now: number): number | undefined {
  const times = warm.schedules.flatMap(({ cron, timezone }) => {
    const next = cronOf(cron, timezone).nextRun(new Date(now));
    return next === null ? [] : [next.getTime()];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The largest minimum from a time until another. */
export function largestMinimum(warm: WarmTimetable, from: number, until: number): number {
  return Math.max(...periods(warm, from, until).map(({ minimum }) => minimum));
}

/** The minimum on average over the days of the year. */
export function averageMinimum(warm: WarmTimetable): number {
  const isWeekly = warm.schedules.every(({ cron }) => /^\S+ \S+ \* \* /.test(cron.trim()));
  const lengthMs = (isWeekly ? 7 : 366) * dayMs;
  const sum = periods(warm, leapYear, leapYear + lengthMs).reduce(
    (total, { lengthMs: share, minimum }) => total + share * minimum,
    0,
  );
  return sum / lengthMs;
}

const dayMs = 86_400_000;
/** It begins on a Monday. */
const leapYear = Date.UTC(2024, 0, 1);

function periods(
  warm: WarmTimetable,
  from: number,
  until: number,
): { readonly lengthMs: number; readonly minimum: number }[] {
  const found = [];
  for (let at = from; at < until; ) {
    const next = Math.min(nextWarmChange(warm, at) ?? until, until);
    found.push({ lengthMs: next - at, minimum: warmMinimum(warm, at) });
    at = next;
  }
  return found;
}

function cronOf(cron: string, timezone: string): Cron {
  return new Cron(cron, { timezone, paused: true });
}
