import assert from "node:assert/strict";
import {
  averageMinimum,
  largestMinimum,
  largestWarm,
  nextWarmChange,
  type WarmTimetable,
  type Warmth,
  warmMinimum,
} from "../../components/warm-timetable.js";

const workingHours: WarmTimetable = {
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
});

describe("nextWarmChange", () => {
  it("is when the first of the schedules fires, after the time itself", () => {
    const at = (time: string) => nextWarmChange(workingHours, Date.parse(time));
    assert.equal(at("2026-11-23T11:59:59.999Z"), Date.parse("2026-11-23T12:00:00Z"));
    assert.equal(at("2026-11-23T12:00:00Z"), Date.parse("2026-11-24T00:00:00Z"));
  });

  it("is undefined where nothing ever changes", () => {
    const now = Date.parse("2026-11-23T00:00:00Z");
    const never = { cron: "0 0 31 2 *", timezone: "UTC", instances: 9 };
    assert.equal(nextWarmChange({ instances: 4, schedules: [] }, now), undefined);
    assert.equal(nextWarmChange({ instances: 4, schedules: [never] }, now), undefined);
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

describe("largestWarm", () => {
  const [day, night] = workingHours.schedules;
  const cases: [title: string, largest: number, warm: Warmth][] = [
    ["is the fixed number", 4, { instances: 4, schedules: [] }],
    ["is what use may raise it to", 9, { instances: 4, autoscale: { max: 9 }, schedules: [] }],
    ["is what a schedule asks for", 10, { ...workingHours, autoscale: { max: 9 } }],
    [
      "is the fixed number where a schedule asks for less",
      4,
      { instances: 4, schedules: night ? [night] : [] },
    ],
    ["is 0 for none", 0, { instances: 0, schedules: [] }],
  ];
  for (const [title, largest, warm] of cases) it(title, () => assert.equal(largestWarm(warm), largest));
  it("does not depend on the order", () => {
    assert.equal(largestWarm({ instances: 0, schedules: [night, day].flatMap((each) => each ?? []) }), 10);
  });
});

describe("largestMinimum", () => {
  const cases: [title: string, from: string, until: string, largest: number][] = [
    ["is the minimum where nothing changes", "2026-11-23T13:00:00Z", "2026-11-23T13:30:00Z", 2],
    ["is what comes within the time", "2026-11-22T23:45:00Z", "2026-11-23T00:15:00Z", 10],
    ["is what there was, where less comes", "2026-11-23T11:45:00Z", "2026-11-23T12:15:00Z", 10],
    ["leaves out what comes at the end", "2026-11-22T23:30:00Z", "2026-11-23T00:00:00Z", 2],
    ["takes in what comes at the beginning", "2026-11-23T00:00:00Z", "2026-11-23T00:30:00Z", 10],
    ["sees every change within the time", "2026-11-23T12:00:00Z", "2026-11-24T12:00:00Z", 10],
  ];
  for (const [title, from, until, largest] of cases) {
    it(title, () => assert.equal(largestMinimum(workingHours, Date.parse(from), Date.parse(until)), largest));
  }

  it("is the later of two schedules that fire at one time", () => {
    const schedules = [5, 3].map((instances) => ({ cron: "0 8 * * *", timezone: "UTC", instances }));
    const [from, until] = ["2026-11-23T08:00:00Z", "2026-11-23T08:30:00Z"].map(Date.parse);
    assert.equal(largestMinimum({ instances: 0, schedules }, from ?? 0, until ?? 0), 3);
  });
});

describe("averageMinimum", () => {
  const at = (cron: string, instances: number, timezone = "UTC") => ({ cron, timezone, instances });
  const cases: [title: string, average: number, warm: Warmth][] = [
    ["is the fixed number without schedules", 4, { instances: 4, schedules: [] }],
    ["is what the only schedule asks for", 3, { instances: 0, schedules: [at("0 8 * * *", 3)] }],
    [
      "weighs by time: half a day each",
      3,
      { instances: 0, schedules: [at("0 8 * * *", 4), at("0 20 * * *", 2)] },
    ],
    ["is the one that autoscaling keeps", 1, { instances: 0, schedules: [], autoscale: { max: 5 } }],
    [
      "counts the one that autoscaling keeps where a schedule asks for none",
      2.5,
      { instances: 0, schedules: [at("0 8 * * *", 4), at("0 20 * * *", 0)], autoscale: { max: 5 } },
    ],
    [
      "weighs the days of a week: 5 x 12 of 168 hours with 8 more",
      2 + (8 * 60) / 168,
      { instances: 0, schedules: [at("0 8 * * MON-FRI", 10), at("0 20 * * *", 2)] },
    ],
    [
      "weighs the months of a year: 31 of 366 days with 367, the others with 1",
      32,
      { instances: 0, schedules: [at("0 0 1 JUL *", 367), at("0 0 1 AUG *", 1)] },
    ],
    [
      "does not depend on the time zone",
      3,
      {
        instances: 0,
        schedules: [at("0 8 * * *", 4, "Asia/Shanghai"), at("0 20 * * *", 2, "Asia/Shanghai")],
      },
    ],
  ];
  for (const [title, average, warm] of cases) {
    it(title, () => assert.ok(Math.abs(averageMinimum(warm) - average) < 1e-9, `${averageMinimum(warm)}`));
  }

  it("takes seconds at most where a schedule fires every minute of most days", () => {
    const schedules = [at("* * 1-28 * *", 2)];
    assert.equal(averageMinimum({ instances: 0, schedules }), 2);
  }).timeout(10_000);
});
