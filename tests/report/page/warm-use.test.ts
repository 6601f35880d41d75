import assert from "node:assert/strict";
import type { CallRecord } from "../../../emulator/function-config.js";
import { toWarmUse } from "../../../report/page/warm-use.js";

const midnight = Date.parse("2026-11-23T00:00:00.000Z");

const call = (startMs: number, durationMs: number, cold = false): CallRecord => ({
  requestId: `${startMs}`,
  version: "1",
  cold,
  durationMs,
  maxMemoryMb: 10,
  outcome: "ok",
  at: new Date(midnight + startMs).toISOString(),
});

describe("toWarmUse", () => {
  it("is nothing without calls", () => {
    assert.equal(toWarmUse([], 3), null);
  });

  it("counts what ran at once, and for how long more ran than is warm", () => {
    const use = toWarmUse([call(0, 3_000, true), call(1_000, 1_000, true), call(10_000, 20_000)], 1);
    assert.ok(use !== null);
    const { intervals, ...sums } = use;
    assert.deepEqual(sums, {
      warmInstances: 1,
      calls: 3,
      coldCalls: 2,
      peak: 2,
      busyMs: 23_000,
      overMs: 1_000,
      from: "2026-11-23T00:00:00.000Z",
      to: "2026-11-23T00:00:30.000Z",
    });
    assert.equal(intervals.length, 30);
    assert.deepEqual(intervals.slice(0, 4), [
      { startMs: 0, peak: 1, calls: 1, coldCalls: 1 },
      { startMs: 1_000, peak: 2, calls: 1, coldCalls: 1 },
      { startMs: 2_000, peak: 1, calls: 0, coldCalls: 0 },
      { startMs: 3_000, peak: 0, calls: 0, coldCalls: 0 },
    ]);
    assert.deepEqual(intervals[20], { startMs: 20_000, peak: 1, calls: 0, coldCalls: 0 });
  });

  it("takes a call that begins when another ends for the next one", () => {
    assert.equal(toWarmUse([call(0, 1_000), call(1_000, 1_000)], 0)?.peak, 1);
  });

  it("sees a call that took no time", () => {
    const use = toWarmUse([call(0, 0)], 0);
    assert.equal(use?.peak, 1);
    assert.deepEqual(use.intervals, [{ startMs: 0, peak: 1, calls: 1, coldCalls: 0 }]);
  });

  it("does not depend on the order of the records", () => {
    const records = [call(0, 3_000), call(1_000, 1_000), call(10_000, 20_000)];
    assert.deepEqual(toWarmUse([...records].reverse(), 1), toWarmUse(records, 1));
  });
});
