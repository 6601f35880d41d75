import assert from "node:assert/strict";
import { toDistribution } from "../../report/distribution.js";

describe("toDistribution", () => {
  it("is null without samples", () => assert.equal(toDistribution([]), null));

  it("has percentiles and no interval of a single sample", () => {
    const percentile = { ms: 41.235, interval95Ms: null };
    assert.deepEqual(toDistribution([41.23456]), {
      runs: 1,
      p50: percentile,
      p90: percentile,
      p99: percentile,
    });
  });

  it("has the intervals that there are enough samples for, in whatever order they come", () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
    assert.deepEqual(toDistribution(samples), {
      runs: 100,
      p50: { ms: 50, interval95Ms: [40, 61] },
      p90: { ms: 90, interval95Ms: [84, 96] },
      p99: { ms: 99, interval95Ms: null },
    });
  });

  it("leaves the samples as they are", () => {
    const samples = [3, 1, 2];
    toDistribution(samples);
    assert.deepEqual(samples, [3, 1, 2]);
  });
});
