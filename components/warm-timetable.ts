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

/** Instances are ready at some time. */
export function isWarm(warm: Warmth): boolean {
  return largestWarm(warm) > 0;
}

/** The number changes by itself. */
export function isScaled({ autoscale, schedules }: Warmth): boolean {
  return autoscale !== undefined || schedules.length > 0;
}

/** A schedule that fires while a deployment runs is not missed: its number counts from the start. */
const aheadMs = 30 * 60_000;

/** The number to begin with. */
export function startingMinimum(warm: WarmTimetable, now: number): number {
  return warm.schedules.length === 0 ? warm.instances : largestMinimum(warm, now, now + aheadMs);
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
  const next = Math.min(...warm.schedules.map(({ cron, timezone }) => nextRun(cronOf(cron, timezone), now)));
  return Number.isFinite(next) ? next : undefined;
}

/** The largest minimum from a time until another. */
export function largestMinimum(warm: WarmTimetable, from: number, until: number): number {
  return Math.max(...[...periods(warm, from, until)].map(({ minimum }) => minimum));
}

/**
 * The number that is ready at least, on average over the days of the year: autoscaling keeps one also where the minimum is 0.
 *
 * Schedules that fire every few minutes are followed over their first days only, since a year of them takes a minute.
 */
export function averageMinimum(warm: Warmth): number {
  const least = warm.autoscale === undefined ? 0 : 1;
  const isWeekly = warm.schedules.every(({ cron }) => /^\S+ \S+ \* \* /.test(cron.trim()));
  let lengthMs = 0;
  let weighted = 0;
  let changes = 0;
  for (const period of periods(warm, leapYear, leapYear + (isWeekly ? 7 : 366) * dayMs)) {
    lengthMs += period.lengthMs;
    weighted += period.lengthMs * Math.max(least, period.minimum);
    changes += 1;
    if (changes === mostChanges) break;
  }
  return weighted / lengthMs;
}

const mostChanges = 3000;
const dayMs = 86_400_000;
/** It begins on a Monday. */
const leapYear = Date.UTC(2024, 0, 1);

/** The times between two changes, one after the other. */
function* periods(
  warm: WarmTimetable,
  from: number,
  until: number,
): Generator<{ readonly lengthMs: number; readonly minimum: number }> {
  const timers = warm.schedules.map(({ cron, timezone, instances }) => {
    const parsed = cronOf(cron, timezone);
    return { parsed, instances, firesAt: nextRun(parsed, from) };
  });
  let minimum = warmMinimum(warm, from);
  for (let at = from; at < until; ) {
    const end = Math.min(until, ...timers.map(({ firesAt }) => firesAt));
    yield { lengthMs: end - at, minimum };
    for (const timer of timers.filter(({ firesAt }) => firesAt === end)) {
      minimum = timer.instances;
      timer.firesAt = nextRun(timer.parsed, end);
    }
    at = end;
  }
}

function nextRun(cron: Cron, after: number): number {
  return cron.nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY;
}

function cronOf(cron: string, timezone: string): Cron {
  return new Cron(cron, { timezone, paused: true });
}
