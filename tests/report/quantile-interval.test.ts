import assert from "node:assert/strict";
import { leastRuns, quantileInterval } from "../../report/quantile-interval.js";

/** Ranks by the binomial table: at most 2.5 % of the chance is left out at each end. */
const cases = [
  [50, 5, undefined],
  [50, 6, { low: 1, high: 6 }],
  [50, 10, { low: 2, high: 9 }],
  [50, 20, { low: 6, high: 15 }],
  [50, 100, { low: 40, high: 61 }],
  [90, 35, undefined],
  [90, 36, { low: 29, high: 36 }],
  [90, 100, { low: 84, high: 96 }],
  [99, 367, undefined],
  [99, 368, { low: 360, high: 368 }],
  [99, 1000, { low: 983, high: 997 }],
  [50, 0, undefined],
  [50, 1, undefined],
] as const;

/** Numbers from 0 to 1 that are the same in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("quantileInterval", () => {
  for (const [percent, count, ranks] of cases) {
    it(`of the p${percent} of ${count} samples is ${ranks ? `${ranks.low} to ${ranks.high}` : "none"}`, () => {
      assert.deepEqual(quantileInterval(percent, count), ranks);
    });
  }

  for (const [percent, count] of [
    [50, 6],
    [50, 40],
    [90, 40],
    [90, 400],
    [99, 400],
  ] as const) {
    it(`holds the true p${percent} of ${count} samples at least 95 % of the time`, () => {
      const random = generator(8);
      const { low, high } = quantileInterval(percent, count) ?? assert.fail();
      const rounds = 2_000;
      let held = 0;
      for (let round = 0; round < rounds; round++) {
        const samples = Array.from({ length: count }, random).sort((a, b) => a - b);
        const [from = 1, to = 0] = [samples[low - 1], samples[high - 1]];
        if (from <= percent / 100 && percent / 100 <= to) held++;
      }
      // Half a per cent is what two thousand rounds may be off.
      assert.ok(held / rounds >= 0.945, `${held} of ${rounds}`);
    });
  }

  it("is no wider than it has to be: one rank less at either end leaves out too much", () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    for (let count = 6; count <= 60; count++) {
      const { low, high } = quantileInterval(50, count) ?? assert.fail();
      const chance = (upTo: number): number =>
        Array.from({ length: upTo + 1 }, (_, k) => choose(count, k) / 2 ** count).reduce((a, b) => a + b, 0);
      assert.ok(chance(low - 1) <= 0.025 && chance(low) > 0.025);
      assert.ok(chance(high - 1) >= 0.975 && chance(high - 2) < 0.975);
    }
  });

  it("is found for very many samples, whose chances underflow", () => {
    const { low, high } = quantileInterval(99, 100_000) ?? assert.fail();
    assert.ok(low > 98_900 && low < 99_000 && high > 99_000 && high < 99_100, `${low} to ${high}`);
  });
});

describe("leastRuns", () => {
  for (const [percent, runs] of [
    [50, 6],
    [90, 36],
    [99, 368],
  ] as const) {
    it(`is ${runs} for the p${percent}: one less has no interval`, () => {
      assert.equal(leastRuns(percent), runs);
      assert.equal(quantileInterval(percent, runs - 1), undefined);
      assert.notEqual(quantileInterval(percent, runs), undefined);
    });
  }
});
