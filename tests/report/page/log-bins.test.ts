import assert from "node:assert/strict";
import fc from "fast-check";
import { toLogBins } from "../../../report/page/log-bins.js";

describe("toLogBins", () => {
  it("has no bin without a sample", () => {
    assert.deepEqual(toLogBins([]), []);
  });

  it("leaves an empty bin at either side", () => {
    const counts = toLogBins([10, 10]).map(({ count }) => count);
    assert.deepEqual(counts, [0, 2, 0]);
  });

  it("begins a bin at a power of ten and counts it in", () => {
    const bins = toLogBins([1, 10, 100, 1_000]);
    const filled = bins.filter(({ count }) => count > 0).map(({ fromMs }) => Number(fromMs.toFixed(6)));
    assert.deepEqual(filled, [1, 10, 100, 1_000]);
  });

  it("has a place for what took no time", () => {
    const filled = toLogBins([0]).filter(({ count }) => count > 0);
    assert.deepEqual(
      filled.map(({ fromMs, count }) => [Number(fromMs.toFixed(6)), count]),
      [[0.001, 1]],
    );
  });

  it("loses no sample, follows on without a gap, and is never crowded", () => {
    const samples = fc.array(fc.double({ min: 0.001, max: 60_000, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(samples, (samplesMs) => {
        const bins = toLogBins(samplesMs);
        assert.equal(
          bins.reduce((sum, { count }) => sum + count, 0),
          samplesMs.length,
        );
        bins.slice(1).forEach((bin, index) => {
          assert.equal(bin.fromMs, bins[index]?.toMs);
        });
        assert.ok(bins.length <= 26);
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});
