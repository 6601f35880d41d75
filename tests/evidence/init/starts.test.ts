import assert from "node:assert/strict";
import { collectStarts, collectTraces, isPrecise, ratios } from "../../../evidence/init/starts.js";

const init = { path: "main", startMs: 0, ms: 1, bytes: 0, allocations: 0 };

/** Starts that take what they are told, and what was started, in order. */
function fakeStarter(readyMs: (turn: number) => number) {
  const started: string[] = [];
  const take = <T>(what: string, value: T) => {
    started.push(what);
    return Promise.resolve(value);
  };
  const turn = () => started.filter((what) => what === "ready").length;
  return {
    started,
    trace: () => take("trace", [init]),
    ready: () => take("ready", readyMs(turn())),
    calibrate: () => take("calibrate", 2),
  };
}

describe("collectStarts", () => {
  it("starts the programs in turns", async () => {
    const starter = fakeStarter(() => 6);
    const starts = await collectStarts(starter, { runs: 2, mostRuns: 2 });
    assert.deepEqual(starter.started, ["calibrate", "ready", "trace", "calibrate", "ready", "trace"]);
    assert.deepEqual(starts, { traces: [[init], [init]], readyMs: [6, 6], calibrationMs: [2, 2] });
  });

  it("stops at the least number when all starts take the same", async () => {
    const { readyMs } = await collectStarts(
      fakeStarter(() => 6),
      { runs: 20, mostRuns: 100 },
    );
    assert.equal(readyMs.length, 20);
  });

  it("goes on to the largest number when every other start takes twice as long", async () => {
    const { readyMs } = await collectStarts(
      fakeStarter((turn) => (turn % 2 === 0 ? 6 : 12)),
      { runs: 20, mostRuns: 100 },
    );
    assert.equal(readyMs.length, 100);
  });

  it("stops as soon as the median is known to a tenth", async () => {
    // The first 10 are slow. Of 31, the median is no higher than the 21st fastest: the last one that is not.
    const { readyMs } = await collectStarts(
      fakeStarter((turn) => (turn < 10 ? 12 : 6)),
      { runs: 20, mostRuns: 100 },
    );
    assert.equal(readyMs.length, 31);
  });

  it("bears single starts that take very long", async () => {
    const { readyMs } = await collectStarts(
      fakeStarter((turn) => (turn % 5 === 0 ? 5000 : 6)),
      { runs: 20, mostRuns: 100 },
    );
    assert.equal(readyMs.length, 20);
  });

  it("tells before each turn how many are over, and how many there may be", async () => {
    const told: [number, number][] = [];
    await collectStarts(
      fakeStarter(() => 6),
      { runs: 2, mostRuns: 2 },
      (...turn) => told.push(turn),
    );
    assert.deepEqual(told, [
      [0, 2],
      [1, 2],
    ]);
  });

  it("passes on why a program cannot be started", async () => {
    const starter = { ...fakeStarter(() => 6), trace: () => Promise.reject(new Error("no program")) };
    await assert.rejects(collectStarts(starter, { runs: 1, mostRuns: 1 }), { message: "no program" });
  });
});

describe("collectTraces", () => {
  it("starts the program only to trace it, and tells how far it is", async () => {
    const starter = fakeStarter(() => 6);
    const told: [number, number][] = [];
    const traces = await collectTraces(starter, 3, (...turn) => told.push(turn));
    assert.deepEqual(traces, [[init], [init], [init]]);
    assert.deepEqual(starter.started, ["trace", "trace", "trace"]);
    assert.deepEqual(told, [
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
  });
});

describe("isPrecise", () => {
  for (const { high, expected } of [
    { high: 2.2, expected: true },
    { high: 2.3, expected: false },
  ]) {
    it(`is ${expected} where as many starts take 2 and ${high} times as long`, () => {
      const samples = Array.from({ length: 20 }, (_, turn) => (turn % 2 === 0 ? 2 : high));
      assert.equal(isPrecise(samples), expected);
    });
  }
});

describe("ratios", () => {
  it("compares the starts of each turn, so that a slow turn changes nothing", () => {
    assert.deepEqual(ratios({ readyMs: [6, 60, 9], calibrationMs: [2, 20, 3] }), [3, 3, 3]);
  });
});
