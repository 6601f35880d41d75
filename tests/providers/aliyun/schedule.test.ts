import assert from "node:assert/strict";
import fc from "fast-check";
import { schedule } from "../../../providers/aliyun/schedule.js";
import { firings, portableCron } from "../portable-cron.js";

describe("schedule, on aliyun", () => {
  const rows: [cron: string, translated: string][] = [
    ["0 8 * * *", "cron(0 0 8 * * *)"],
    ["0 8 * * MON-FRI", "cron(0 0 8 * * MON-FRI)"],
    ["0 8 * * sat,sun", "cron(0 0 8 * * SAT,SUN)"],
    ["0 8 * * FRI-SUN", "cron(0 0 8 * * FRI,SAT,SUN)"],
    ["0 8 * * SUN-TUE", "cron(0 0 8 * * SUN,MON,TUE)"],
    ["30 6 1 JAN,JUL *", "cron(0 30 6 1 JAN,JUL *)"],
    ["*/15 * * * *", "cron(0 0,15,30,45 * * * *)"],
    ["0 0 */10 JAN-DEC/4 *", "cron(0 0 0 1,11,21,31 1,5,9 *)"],
  ];
  for (const [cron, translated] of rows) {
    it(`translates ${cron}`, () => assert.equal(schedule(cron), translated));
  }

  it("has six fields, seconds first, and fires at the same times", () => {
    fc.assert(
      fc.property(portableCron, (cron) => {
        const [, inside = ""] = /^cron\((0( [A-Z0-9,*-]+){5})\)$/.exec(schedule(cron)) ?? [];
        assert.notEqual(inside, "", schedule(cron));
        assert.deepEqual(firings(inside), firings(cron));
      }),
      { numRuns: 300 },
    );
  });
});
