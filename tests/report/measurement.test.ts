import assert from "node:assert/strict";
import fc from "fast-check";
import { toMeasurement } from "../../report/measurement.js";

describe("toMeasurement", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  const cases = [
    { title: "one sample", samples: [4.2], expected: { runs: 1, p50Ms: 4.2, p95Ms: 4.2, p99Ms: 4.2 } },
    { title: "two samples", samples: [9, 1], expected: { runs: 2, p50Ms: 1, p95Ms: 9, p99Ms: 9 } },
    { title: "an odd number", samples: [30, 10, 20], expected: { runs: 3, p50Ms: 20, p95Ms: 30, p99Ms: 30 } },
    {
      title: "twenty, of which one is slow",
      samples: [...Array(19).fill(1), 50],
      expected: { runs: 20, p50Ms: 1, p95Ms: 1, p99Ms: 50 },
    },
    {
      title: "1 to 100, unsorted",
      samples: hundred,
      expected: { runs: 100, p50Ms: 50, p95Ms: 95, p99Ms: 99 },
    },
    {
      title: "more digits than a clock has",
      samples: [0.123456789],
      expected: { runs: 1, p50Ms: 0.123, p95Ms: 0.123, p99Ms: 0.123 },
    },
  ];
  for (const { title, samples, expected } of cases) {
    it(`takes nearest-rank percentiles of ${title}`, () => {
      assert.deepEqual(toMeasurement(samples), expected);
    });
  }

  it("is null without samples", () => {
    assert.equal(toMeasurement([]), null);
  });

  it("does not depend on the order of the samples, and only gives numbers that were measured", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (samples) => {
        const measurement = toMeasurement(samples);
        assert.deepEqual(toMeasurement([...samples].reverse()), measurement);
        assert.ok(measurement !== null);
        assert.ok(
          [measurement.p50Ms, measurement.p95Ms, measurement.p99Ms].every((each) => samples.includes(each)),
        );
        assert.ok(measurement.p50Ms <= measurement.p95Ms && measurement.p95Ms <= measurement.p99Ms);
      }),
    );
  });

  it("leaves the samples as they are", () => {
    const samples = [3, 1, 2];
    toMeasurement(samples);
    assert.deepEqual(samples, [3, 1, 2]);
  });
});
