import assert from "node:assert/strict";
import fc from "fast-check";
import type { PackageInit } from "../../../evidence/init/init-profile.js";
import { parseInitTrace } from "../../../evidence/init/parse-init-trace.js";
import { allocationsOf, toProfile, toTrace } from "../../../evidence/init/to-profile.js";
import { recordedStarts } from "./recorded-starts.js";

const reference = { referenceMs: 1.5, allocations: 6 };

function init(path: string, ms: number, startMs = 0, allocations = 1): PackageInit {
  return { path, startMs, ms, bytes: 16 * allocations, allocations };
}

function profile(...traces: PackageInit[][]) {
  const readyMs = traces.map((_, turn) => 4 + turn);
  return toProfile({ traces, readyMs, calibrationMs: readyMs.map(() => 2) }, reference);
}

describe("toProfile", () => {
  it("sums up one start as it was", () => {
    assert.deepEqual(profile([init("os", 1, 0.1, 3), init("net/http", 3, 1.5)]), {
      runs: 1,
      totalMs: 4,
      spreadMs: [4, 4],
      allocations: 4,
      bytes: 64,
      packages: [
        { path: "net/http", startMs: 1.5, ms: 3, bytes: 16, allocations: 1 },
        { path: "os", startMs: 0.1, ms: 1, bytes: 48, allocations: 3 },
      ],
      readyMs: 4,
      calibrationReadyMs: 2,
      initMs: 3,
      initSpreadMs: [3, 3],
      initIntervalMs: [3, 3],
      isPrecise: true,
      calibrationAllocations: 6,
    });
  });

  it("takes the median of the starts, and their quartiles", () => {
    const { totalMs, spreadMs, readyMs, initMs, initSpreadMs, initIntervalMs, isPrecise } = profile(
      [init("main", 9)],
      [init("main", 1)],
      [init("main", 2)],
      [init("main", 3)],
      [init("main", 4)],
    );
    assert.deepEqual({ totalMs, spreadMs, readyMs }, { totalMs: 3, spreadMs: [2, 4], readyMs: 6 });
    assert.deepEqual({ initMs, initSpreadMs }, { initMs: 4.5, initSpreadMs: [3.75, 5.25] });
    // Of five, only their whole range is sure to have the median.
    assert.deepEqual({ initIntervalMs, isPrecise }, { initIntervalMs: [3, 6], isPrecise: false });
  });

  it("leaves what single starts lost out of the packages' times", () => {
    const quiet = () => [init("a", 1), init("b", 3)];
    const { packages } = profile([init("a", 500), init("b", 3)], quiet(), quiet(), quiet());
    assert.deepEqual(
      packages.map(({ path, ms }) => [path, ms]),
      [
        ["b", 3],
        ["a", 1],
      ],
    );
  });

  it("counts a package that is in some starts only", () => {
    const { packages } = profile([init("a", 1)], [init("a", 1), init("plugin", 1)], [init("a", 1)]);
    assert.deepEqual(
      packages.map(({ path }) => path),
      ["a", "plugin"],
    );
  });

  it("has no share of nothing", () => {
    assert.deepEqual(
      profile([init("a", 0)]).packages.map(({ ms }) => ms),
      [0],
    );
  });

  it("has packages whose times are the total together, however the starts differ", () => {
    const trace = fc.tuple(...["a", "b", "c"].map((path) => fc.nat(1000).map((us) => init(path, us / 1000))));
    fc.assert(
      fc.property(fc.array(trace, { minLength: 1, maxLength: 30 }), (traces) => {
        const { packages, totalMs } = profile(...traces);
        // Where the median of an even number lies between a start without and one with any time, there are no shares.
        const sum = packages.reduce((ms, each) => ms + each.ms, 0);
        if (sum > 0)
          assert.ok(Math.abs(sum - totalMs) < 1e-9 * Math.max(1, totalMs), `${sum} and ${totalMs}`);
        else assert.ok(traces.some((inits) => inits.every(({ ms }) => ms === 0)));
      }),
      { numRuns: 300, seed: 8 },
    );
  });
});

describe("toTrace", () => {
  const { packages, totalMs, allocations } = toTrace(
    recordedStarts.map((text) => text.split("\n").flatMap(parseInitTrace)),
  );
  /** Of each start the numbers before a word, read without regard to anything else. */
  const sums = (words: RegExp) =>
    recordedStarts
      .map((text) => [...text.matchAll(words)].reduce((sum, [, number]) => sum + Number(number), 0))
      .sort((a, b) => a - b);

  it("has all the time that recorded starts took in their packages", () => {
    const [, , median = 0] = sums(/(\S+) ms clock/g);
    assert.equal(median.toFixed(3), "0.601");
    assert.equal(totalMs.toFixed(3), "0.601");
    const inPackages = packages.reduce((ms, each) => ms + each.ms, 0);
    assert.ok(Math.abs(inPackages - median) < 0.05 * median, `${inPackages} ms`);
  });

  it("has all that recorded starts allocated in their packages", () => {
    assert.deepEqual(sums(/(\d+) allocs/g), [270, 271, 272, 272, 274]);
    assert.equal(allocations, 272);
    assert.equal(
      packages.reduce((count, each) => count + each.allocations, 0),
      272,
    );
  });

  it("gives each package of recorded starts what it took in them", () => {
    const found = packages.slice(0, 3).map(({ path, ms }) => [path, ms.toFixed(2)]);
    assert.deepEqual(found, [
      ["main", "0.27"],
      ["example.com/shop/config.v2", "0.11"],
      ["internal/godebug", "0.09"],
    ]);
  });
});

describe("allocationsOf", () => {
  it("adds up a start", () => {
    assert.equal(allocationsOf([init("a", 1, 0, 2), init("b", 1, 0, 5)]), 7);
  });
});
