import assert from "node:assert/strict";
import { Backoff } from "../../emulator/backoff.js";
import { FakeClock } from "./fake-clock.js";

describe("Backoff", () => {
  it("waits twice as long after each failure, up to a minute", () => {
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const backoff = new Backoff(clock, () => {});
    const waits = Array.from({ length: 9 }, () => {
      backoff.failed();
      const since = clock.now();
      for (clock.advance(0); backoff.active; clock.advance(500));
      return clock.now() - since;
    });
    assert.deepEqual(waits, [0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it("begins anew after a success", () => {
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    let times = 0;
    const backoff = new Backoff(clock, () => times++);
    backoff.failed();
    backoff.failed();
    backoff.succeeded();
    backoff.failed();
    clock.advance(0);
    assert.equal(times, 1);
  });

  it("is over without a word when it is stopped", () => {
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const backoff = new Backoff(clock, () => assert.fail("It was stopped."));
    backoff.failed();
    backoff.stop();
    assert.equal(backoff.active, false);
    assert.equal(clock.pending, 0);
  });
});
