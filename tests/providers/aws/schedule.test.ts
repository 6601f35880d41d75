import assert from "node:assert/strict";
import { Cron } from "croner";
import fc from "fast-check";
import { schedule } from "../../../providers/aws/schedule.js";
import { isSchedule } from "../../standins/aws/appautoscaling.js";

const dayNames = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

describe("schedule, on aws", () => {
  const rows: [cron: string, translated: string][] = [
    ["0 8 * * *", "cron(0 8 * * ? *)"],
    ["0 8 * * MON-FRI", "cron(0 8 ? * MON-FRI *)"],
    ["0 8 * * mon-fri", "cron(0 8 ? * MON-FRI *)"],
    ["0 8 * * SAT,SUN", "cron(0 8 ? * SAT,SUN *)"],
    ["0 8 * * FRI-SUN", "cron(0 8 ? * FRI,SAT,SUN *)"],
    ["0 8 * * MON-SUN", "cron(0 8 ? * MON,TUE,WED,THU,FRI,SAT,SUN *)"],
    ["0 8 * * MON,SAT-SUN", "cron(0 8 ? * MON,SAT,SUN *)"],
    ["0 8 * * SUN-TUE", "cron(0 8 ? * SUN-TUE *)"],
    ["30 6 1 JAN,JUL *", "cron(30 6 1 JAN,JUL ? *)"],
    ["0 0 1-7 1-3 *", "cron(0 0 1-7 1-3 ? *)"],
    ["*/15 * * * *", "cron(0,15,30,45 * * * ? *)"],
    ["5-20/5,50 */6 * * *", "cron(5,10,15,20,50 0,6,12,18 * * ? *)"],
    ["0 0 */10 JAN-DEC/4 *", "cron(0 0 1,11,21,31 1,5,9 ? *)"],
    ["  0   8 * *  MON ", "cron(0 8 ? * MON *)"],
  ];
  for (const [cron, translated] of rows) {
    it(`translates ${cron}`, () => assert.equal(schedule(cron), translated));
  }

  it("is read by Application Auto Scaling, and fires at the same times", () => {
    fc.assert(
      fc.property(portable, (cron) => {
        const translated = schedule(cron);
        assert.ok(isSchedule(translated), translated);
        assert.deepEqual(firings(fiveFields(translated)), firings(cron));
      }),
      { numRuns: 300 },
    );
  });
});

/** What was translated, for a reader of five fields. */
function fiveFields(translated: string): string {
  const [, inside = ""] = /^cron\((.+) \*\)$/.exec(translated) ?? [];
  return inside.replaceAll("?", "*");
}

function firings(cron: string): string[] {
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
);

/** Portable expressions, as `checkCron` lets them through: one of the two day fields is a `*`. */
const portable = fc
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
