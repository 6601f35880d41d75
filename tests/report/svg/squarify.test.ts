import assert from "node:assert/strict";
import fc from "fast-check";
import { squarify } from "../../../report/svg/squarify.js";

describe("squarify", () => {
  it("divides a box as its authors do", () => {
    // The example of https://www.win.tue.nl/~vanwijk/stm.pdf, figure 4.
    const boxes = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    const rounded = boxes.map((box) => Object.values(box).map((value) => Math.round(value * 100) / 100));
    assert.deepEqual(rounded, [
      [0, 0, 3, 2],
      [0, 2, 3, 2],
      [3, 0, 1.71, 2.33],
      [4.71, 0, 1.29, 2.33],
      [3, 2.33, 1.2, 1.67],
      [4.2, 2.33, 1.2, 1.67],
      [5.4, 2.33, 0.6, 1.67],
    ]);
  });

  it("gives every weight its area within the box", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(weights, (unsorted) => {
        const sorted = unsorted.sort((a, b) => b - a);
        const total = sorted.reduce((sum, weight) => sum + weight, 0);
        const boxes = squarify(sorted, { x: 0, y: 0, width: 900, height: 500 });
        assert.equal(boxes.length, sorted.length);
        for (const [index, { x, y, width, height }] of boxes.entries()) {
          const expected = (450_000 * (sorted[index] ?? 0)) / total;
          assert.ok(Math.abs(width * height - expected) < 0.01);
          assert.ok(x >= 0 && y >= 0 && x + width < 900.01 && y + height < 500.01);
        }
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});
