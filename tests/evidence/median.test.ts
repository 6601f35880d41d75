import assert from "node:assert/strict";
import { medianInterval, medianOf, toSpread } from "../../evidence/median.js";

const upTo = (count: number) => Array.from({ length: count }, (_, at) => count - at);

describe("medianOf", () => {
  for (const [samples, median] of [
    [[7], 7],
    [[3, 1], 2],
    [[9, 1, 5], 5],
    [[10, 9, 100, 2], 9.5],
  ] as const) {
    it(`is ${median} for ${samples.join(", ")}`, () => {
      assert.equal(medianOf(samples), median);
    });
  }
});

describe("toSpread", () => {
  it("puts quartiles between samples in proportion", () => {
    assert.deepEqual(toSpread([4, 1, 3, 2]), { median: 2.5, quartiles: [1.75, 3.25] });
  });

  it("is a point for one sample", () => {
    assert.deepEqual(toSpread([5]), { median: 5, quartiles: [5, 5] });
  });
});

describe("medianInterval", () => {
  // Ranks as tables of the binomial distribution give them for 95 %.
  for (const [count, interval] of [
    [1, [1, 1]],
    [5, [1, 5]],
    [20, [6, 15]],
    [25, [8, 18]],
    [100, [41, 60]],
  ] as const) {
    it(`goes from rank ${interval[0]} to rank ${interval[1]} of ${count} samples`, () => {
      assert.deepEqual(medianInterval(upTo(count)), interval);
    });
  }
});
