import assert from "node:assert/strict";
import fc from "fast-check";
import { schedule } from "../../../providers/aws/schedule.js";
import { isSchedule } from "../../standins/aws/appautoscaling.js";
import { firings, portableCron } from "../portable-cron.js";

describe("schedule, on aws", () => {
  const rows: [cron: string, translated: string][] = [
    ["0 8 * * *", "cron(0 8 * * ? *)"],
    ["0 8 * * MON-FRI", "cron(0 8 ? * MON-FRI *)"],
    ["0 8 * * FRI-SUN", "cron(0 8 ? * FRI,SAT,SUN *)"],
    ["30 6 1 JAN,JUL *", "cron(30 6 1 JAN,JUL ? *)"],
    ["*/15 * * * *", "cron(0,15,30,45 * * * ? *)"],
  ];
  for (const [cron, translated] of rows) {
    it(`translates ${cron}`, () => assert.equal(schedule(cron), translated));
  }

  it("is read by Application Auto Scaling, and fires at the same times", () => {
    fc.assert(
      fc.property(portableCron, (cron) => {
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
