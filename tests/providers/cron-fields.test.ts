import assert from "node:assert/strict";
import fc from "fast-check";
import { type CronFields, cronFields } from "../../providers/cron-fields.js";
import { firings, portableCron } from "./portable-cron.js";

const join = ({ minute, hour, dayOfMonth, month, dayOfWeek }: CronFields) =>
  [minute, hour, dayOfMonth, month, dayOfWeek].join(" ");

describe("cronFields", () => {
  it("tells the fields apart", () => {
    assert.deepEqual(cronFields("30 6 1 JAN,JUL *"), {
      minute: "30",
      hour: "6",
      dayOfMonth: "1",
      month: "JAN,JUL",
      dayOfWeek: "*",
    });
  });

  const rows: [title: string, cron: string, spelled: string][] = [
    ["leaves a day as it is", "0 8 * * SUN", "0 8 * * SUN"],
    ["leaves days of the week without a Sunday as a range", "0 8 * * MON-FRI", "0 8 * * MON-FRI"],
    ["writes names in capitals", "0 8 * jan mon-fri", "0 8 * JAN MON-FRI"],
    ["leaves lists as they are", "0 8 * * SAT,SUN", "0 8 * * SAT,SUN"],
    ["lists days up to a Sunday", "0 8 * * FRI-SUN", "0 8 * * FRI,SAT,SUN"],
    ["lists all days of a week", "0 8 * * MON-SUN", "0 8 * * MON,TUE,WED,THU,FRI,SAT,SUN"],
    ["lists days from a Sunday on", "0 8 * * SUN-TUE", "0 8 * * SUN,MON,TUE"],
    ["lists a range within a list", "0 8 * * MON,SAT-SUN", "0 8 * * MON,SAT,SUN"],
    ["leaves ranges of numbers and months", "0 0 1-7 JAN-MAR *", "0 0 1-7 JAN-MAR *"],
    ["lists the steps of a whole field", "*/15 */6 * * *", "0,15,30,45 0,6,12,18 * * *"],
    ["lists the steps of a range, beside others", "5-20/5,50 0 * * *", "5,10,15,20,50 0 * * *"],
    ["begins days and months with 1", "0 0 */10 */4 *", "0 0 1,11,21,31 1,5,9 *"],
    ["lists the steps of a range of names", "0 0 1 JAN-DEC/4 *", "0 0 1 1,5,9 *"],
    ["cuts at any blanks", "  0   8 * *  MON ", "0 8 * * MON"],
  ];
  for (const [title, cron, spelled] of rows) {
    it(title, () => assert.equal(join(cronFields(cron)), spelled));
  }

  it("spells without steps and ranges of a Sunday what fires at the same times", () => {
    fc.assert(
      fc.property(portableCron, (cron) => {
        const spelled = join(cronFields(cron));
        assert.doesNotMatch(spelled, /\/|SUN-|-SUN/);
        assert.deepEqual(firings(spelled), firings(cron));
      }),
      { numRuns: 300 },
    );
  });
});
