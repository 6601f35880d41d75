import assert from "node:assert/strict";
import type { WarmConfig } from "../../emulator/index.js";
import { nextWarmChange, warmMinimum } from "../../components/warm-timetable.js";
import { WarmSchedule } from "../../emulator/schedule.js";
import { FakeClock } from "./fake-clock.js";

const workingHours: WarmConfig = {
  instances: 1,
  schedules: [
    { cron: "0 8 * * MON-FRI", timezone: "Asia/Shanghai", instances: 10 },
    { cron: "0 20 * * *", timezone: "Asia/Shanghai", instances: 2 },
  ],
};

describe("warmMinimum", () => {
  const cases = [
    { title: "is what the last action said", at: "2026-11-23T00:00:00Z", minimum: 10 },
    { title: "changes at the second of the next one", at: "2026-11-23T11:59:59.999Z", minimum: 10 },
    { title: "then is what that one said", at: "2026-11-23T12:00:00Z", minimum: 2 },
    { title: "stays over days on which nothing fires", at: "2026-11-22T06:00:00Z", minimum: 2 },
  ];
  for (const { title, at, minimum } of cases) {
    it(title, () => assert.equal(warmMinimum(workingHours, Date.parse(at)), minimum));
  }

  it("is the fixed number without schedules", () => {
    assert.equal(warmMinimum({ instances: 4, schedules: [] }, Date.parse("2026-11-23T00:00:00Z")), 4);
  });

  it("is the fixed number before anything fired", () => {
    const never = { cron: "0 0 31 2 *", timezone: "UTC", instances: 9 };
    assert.equal(warmMinimum({ instances: 4, schedules: [never] }, Date.parse("2026-11-23T00:00:00Z")), 4);
  });

  it("takes the later of two actions at one time", () => {
    const schedules = [3, 5].map((instances) => ({ cron: "0 8 * * *", timezone: "UTC", instances }));
    assert.equal(warmMinimum({ instances: 0, schedules }, Date.parse("2026-11-23T09:00:00Z")), 5);
  });

  it("keeps to the wall clock where summer time begins and ends", () => {
    const schedules = [{ cron: "0 8 * * *", timezone: "Europe/Berlin", instances: 7 }];
    assert.equal(
      nextWarmChange({ instances: 0, schedules }, Date.parse("2026-07-01T00:00:00Z")),
      Date.parse("2026-07-01T06:00:00Z"),
    );
    assert.equal(
      nextWarmChange({ instances: 0, schedules }, Date.parse("2026-12-01T00:00:00Z")),
      Date.parse("2026-12-01T07:00:00Z"),
    );
  });
});

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
