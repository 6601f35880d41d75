import assert from "node:assert/strict";
import type { WarmConfig } from "../../emulator/index.js";
import { WarmSchedule } from "../../emulator/schedule.js";
import { FakeClock } from "./fake-clock.js";

const workingHours: WarmConfig = {
  instances: 1,
  schedules: [
    { cron: "0 8 * * MON-FRI", timezone: "Asia/Shanghai", instances: 10 },
    { cron: "0 20 * * *", timezone: "Asia/Shanghai", instances: 2 },
  ],
};

describe("WarmSchedule", () => {
  it("calls back when an action fires, and only then", () => {
    const clock = new FakeClock("2026-11-23T11:58:30Z");
    const heard: number[] = [];
    const schedule: WarmSchedule = new WarmSchedule(workingHours, clock, () => heard.push(schedule.minimum));
    assert.equal(schedule.minimum, 10);
    clock.advance(89_999);
    assert.deepEqual(heard, []);
    clock.advance(1);
    assert.deepEqual(heard, [2]);
    clock.advance(12 * 60 * 60 * 1000);
    assert.deepEqual(heard, [2, 10]);
  });

  it("is silent after it was stopped, and sets no timer without schedules", () => {
    const clock = new FakeClock("2026-11-23T11:58:30Z");
    new WarmSchedule(workingHours, clock, () => assert.fail("It was stopped.")).stop();
    new WarmSchedule({ instances: 4, schedules: [] }, clock, () => assert.fail("Nothing changes."));
    assert.equal(clock.pending, 0);
  });
});
