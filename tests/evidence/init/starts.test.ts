import assert from "node:assert/strict";
import { collectStarts, ratios } from "../../../evidence/init/starts.js";

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

  it("passes on why a program cannot be started", async () => {
    const starter = { ...fakeStarter(() => 6), trace: () => Promise.reject(new Error("no program")) };
    await assert.rejects(collectStarts(starter, { runs: 1, mostRuns: 1 }), { message: "no program" });
  });
});

describe("ratios", () => {
  it("compares the starts of each turn, so that a slow turn changes nothing", () => {
    assert.deepEqual(ratios({ readyMs: [6, 60, 9], calibrationMs: [2, 20, 3] }), [3, 3, 3]);
  });
});
