import assert from "node:assert/strict";
import { toTicks } from "../../../report/svg/ticks.js";

describe("toTicks", () => {
  for (const { end, ticks } of [
    { end: 10, ticks: [0, 2, 4, 6, 8, 10] },
    { end: 7, ticks: [0, 2, 4, 6] },
    { end: 250, ticks: [0, 50, 100, 150, 200, 250] },
    { end: 0, ticks: [0] },
    { end: Number.NaN, ticks: [0] },
  ])
    it(`marks an axis that ends at ${end}`, () => {
      assert.deepEqual(toTicks(end, 6), ticks);
    });
});
