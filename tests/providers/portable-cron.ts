import { Cron } from "croner";
import fc from "fast-check";

const dayNames = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** The next times at which an expression fires, of five fields or of six with the seconds first. */
export function firings(cron: string): string[] {
  const runs = new Cron(cron, { timezone: "UTC", paused: true }).nextRuns(
    12,
    new Date("2026-11-23T00:00:00Z"),
  );
  return runs.map((run) => run.toISOString());
}

/** Items of a field: one value, a range, a step. */
function items(min: number, max: number, names?: readonly string[]): fc.Arbitrary<string> {
  const value = fc.integer({ min, max });
  const step = fc.integer({ min: 1, max: max - min });
  const name = (at: number) => names?.[at - min] ?? String(at);
  const range = fc
    .tuple(value, value)
    .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
  return fc.oneof(
    value.map(String),
    value.map(name),
    range.map(([from, to]) => `${from}-${to}`),
    range.map(([from, to]) => `${name(from)}-${name(to)}`),
    fc.tuple(range, step).map(([[from, to], by]) => `${from}-${to}/${by}`),
    step.map((by) => `*/${by}`),
  );
}

function field(item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const list = fc.array(item, { minLength: 1, maxLength: 3 }).map((all) => all.join(","));
  return fc.oneof(fc.constant("*"), list);
}

const weekDay = fc.integer({ min: 0, max: 6 });
const days = fc.oneof(
  fc.constantFrom(...dayNames),
  fc
    .tuple(weekDay, weekDay)
    .map(([one, other]) => `${dayNames[Math.min(one, other)]}-${dayNames[Math.max(one, other)]}`)
    .filter((range) => range !== "SUN-SUN"),
  // A week begins with either day.
  fc.constantFrom("MON", "WED", "SAT").map((last) => `SUN-${last}`),
);

/** Portable expressions, as `checkCron` lets them through: one of the two day fields is a `*`. */
export const portableCron = fc
  .tuple(
    field(items(0, 59)),
    field(items(0, 23)),
    field(items(1, 28)),
    field(items(1, 12, monthNames)),
    field(days),
    fc.boolean(),
  )
  .map(([minute, hour, day, month, week, isWeekly]) =>
    [minute, hour, isWeekly ? "*" : day, month, isWeekly ? week : "*"].join(" "),
  );
