import assert from "node:assert/strict";
import { warmTarget } from "../../emulator/warm-target.js";

describe("warmTarget", () => {
  const autoscale = { max: 20, targetUtilization: 0.7 };
  const cases = [
    { title: "is the minimum without autoscaling", autoscale: undefined, minimum: 3, busy: 9, target: 3 },
    { title: "is the minimum when few are busy", autoscale, minimum: 3, busy: 1, target: 3 },
    { title: "keeps the busy ones at the utilization", autoscale, minimum: 1, busy: 5, target: 8 },
    { title: "does not round an exact quotient up", autoscale, minimum: 1, busy: 7, target: 10 },
    { title: "stops at the maximum", autoscale, minimum: 1, busy: 100, target: 20 },
    { title: "goes above the maximum for a scheduled minimum", autoscale, minimum: 30, busy: 1, target: 30 },
    { title: "may be nothing", autoscale, minimum: 0, busy: 0, target: 0 },
  ];
  for (const { title, autoscale, minimum, busy, target } of cases) {
    it(title, () =>
      assert.equal(warmTarget({ instances: 0, autoscale, schedules: [] }, minimum, busy), target),
    );
  }
});
