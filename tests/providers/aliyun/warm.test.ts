import assert from "node:assert/strict";
import type { GoServerlessFunctionArgs, WarmArgs } from "../../../components/args.js";
import type { AliyunArgs } from "../../../providers/aliyun/args.js";
import { declare, declareChanges } from "./declare.js";

const type = "alicloud:fc/v3ProvisionConfig:V3ProvisionConfig";
const values = [
  "target",
  "scheduledActions",
  "targetTrackingPolicies",
  "alwaysAllocateCpu",
  "alwaysAllocateGpu",
];
/** An empty list would not be sent. */
const dormant = { name: "none", startTime: "2099-12-31T00:00:00Z", endTime: "2099-12-31T23:59:59Z" };
const none = {
  scheduledActions: [{ ...dormant, scheduleExpression: "cron(0 0 0 * * *)", target: 0 }],
  targetTrackingPolicies: [
    {
      ...dormant,
      metricType: "ProvisionedConcurrencyUtilization",
      metricTarget: 0.7,
      minCapacity: 1,
      maxCapacity: 1,
    },
  ],
};
const whole = {
  functionName: "shop-prod-api",
  qualifier: "LATEST",
  target: 0,
  ...none,
  alwaysAllocateCpu: false,
  alwaysAllocateGpu: false,
};
const workingHours = [
  { cron: "0 8 * * MON-FRI", timezone: "Asia/Shanghai", instances: 10 },
  { cron: "*/20 20 * * *", instances: 2 },
];
/** 04:00 on a Monday in Shanghai. */
const night = "2026-11-22T20:30:00Z";

/** The inputs of what is warm, by what its name has after the function's. */
async function declareWarm(
  args: Partial<GoServerlessFunctionArgs>,
  at?: string,
): Promise<Record<string, Readonly<Record<string, unknown>>>> {
  const { inputs } = await declare(args, { at });
  const prefix = `${type} shop-prod-api-`;
  const found = Object.entries(inputs).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, given]) => [name.slice(prefix.length), given]));
}

/** The setting that is sent, without the digest that its name ends with. */
async function settingOf(args: Partial<GoServerlessFunctionArgs>, at?: string): Promise<object | undefined> {
  const entries = Object.entries(await declareWarm(args, at));
  return entries.find(([name]) => /^(alias-)?warm-/.test(name))?.[1];
}

describe("ready instances on aliyun", () => {
  it("are on LATEST, what ends them before what sets them, and the URL comes after", async () => {
    const args = { warm: { instances: 2 } };
    assert.deepEqual(await declareChanges(args), {
      [`${type} shop-prod-api-release`]: { ...whole, target: 2 },
      [`${type} shop-prod-api-warm-08f163e2`]: { ...whole, target: 2 },
      [`${type} shop-prod-api-ready`]: { id: "shop-prod-api-warm-08f163e2-id" },
    });
    const { options, outputs } = await declare(args);
    assert.deepEqual(options["warmRelease"], {
      after: ["function"],
      ignoreChanges: values,
      replaceOnChanges: ["qualifier"],
    });
    assert.deepEqual(options["warm"], {
      after: ["warmRelease"],
      ignoreChanges: [],
      replaceOnChanges: ["*"],
      retainOnDelete: true,
    });
    assert.deepEqual(options["trigger"]?.after, ["warm"]);
    // 2 x 0.25 GB x 2,628,000 s x 0.15 CU, and 2 x 0.15 CPUs x 2,628,000 s x 1 CU more
    assert.deepEqual(outputs["warmCost"], {
      idleUsdPerMonth: 3.94,
      activeUsdPerMonth: 19.71,
      cny: { idlePerMonth: 23.65, activePerMonth: 118.26 },
      prices: { place: "aliyun", days: ["2024-08-27"] },
    });
  });

  it("are nothing where none are asked for", async () => {
    assert.deepEqual(await declareChanges({ warm: { instances: 0 } }), {});
    assert.deepEqual(await declareWarm({ warm: { instances: 0 }, aliyun: { alias: "live" } }), {});
  });

  it("come when the calls that they may have are reserved", async () => {
    const { options } = await declare({ warm: { instances: 2 }, maxConcurrency: 2 });
    assert.deepEqual(options["warmRelease"]?.after, ["function", "concurrency"]);
  });

  it("trap 1: are on LATEST or the alias, and never on a version", async () => {
    const qualifiersOf = async (aliyun: AliyunArgs) =>
      Object.values(await declareWarm({ warm: { instances: 2 }, aliyun })).flatMap(
        ({ qualifier = [] }) => qualifier,
      );
    const rollout = { percent: 10, previousVersion: "41" };
    assert.deepEqual(await qualifiersOf({}), ["LATEST", "LATEST"]);
    for (const traffic of [{}, { rollout }, { rollback: "41" }]) {
      const aliyun = { alias: "live", ...traffic };
      assert.deepEqual(await qualifiersOf(aliyun), ["LATEST", "LATEST", "live", "live"]);
    }
  });

  it("trap 2: are on the alias beside a LATEST without any, since that is what the provider reads", async () => {
    const args = { warm: { instances: 2 }, aliyun: { alias: "live" } };
    assert.deepEqual(await declareWarm(args), {
      release: whole,
      "warm-5637dcbf": whole,
      "alias-release": { ...whole, qualifier: "live", target: 2 },
      "alias-warm-6b5695e9": { ...whole, qualifier: "live", target: 2 },
    });
    const { options } = await declare(args);
    const ofRelease = { ignoreChanges: values, replaceOnChanges: ["qualifier"] };
    const ofSetting = { replaceOnChanges: ["*"], retainOnDelete: true };
    assert.deepEqual(options["warmLatestRelease"], { after: ["function", "alias"], ...ofRelease });
    assert.deepEqual(options["warmLatest"], {
      after: ["warmLatestRelease"],
      ignoreChanges: [],
      ...ofSetting,
    });
    assert.deepEqual(options["warmRelease"], { after: ["function", "warmLatest"], ...ofRelease });
    assert.deepEqual(options["warm"], { after: ["warmRelease"], ignoreChanges: values, ...ofSetting });
  });

  it("trap 2: leave what ends those of LATEST alone when an alias comes or goes", async () => {
    const warm = { instances: 2 };
    const [latest, alias] = [
      await declareWarm({ warm }),
      await declareWarm({ warm, aliyun: { alias: "live" } }),
    ];
    assert.deepEqual(
      [latest["release"]?.["qualifier"], alias["release"]?.["qualifier"]],
      ["LATEST", "LATEST"],
    );
    assert.equal(latest["alias-release"], undefined);
  });

  it("trap 2: are ended on an alias that gets another name", async () => {
    const { options } = await declare({ warm: { instances: 2 }, aliyun: { alias: "live" } });
    assert.deepEqual(options["warmRelease"]?.replaceOnChanges, ["qualifier"]);
    const [live, stable] = [
      await declareWarm({ warm: { instances: 2 }, aliyun: { alias: "live" } }),
      await declareWarm({ warm: { instances: 2 }, aliyun: { alias: "stable" } }),
    ];
    assert.deepEqual(
      [live["alias-release"]?.["qualifier"], stable["alias-release"]?.["qualifier"]],
      ["live", "stable"],
    );
  });

  const settings: [title: string, warm: WarmArgs, own: AliyunArgs, setting: object][] = [
    ["a number", { instances: 3 }, {}, { target: 3 }],
    [
      "a number with CPU time at all times",
      { instances: 3 },
      { alwaysAllocateCpu: true },
      { target: 3, alwaysAllocateCpu: true },
    ],
    [
      "what use asks for, never nothing",
      { autoscale: { max: 20, targetUtilization: 0.6 } },
      {},
      {
        targetTrackingPolicies: [
          {
            name: "autoscale",
            startTime: "2020-01-01T00:00:00Z",
            endTime: "2099-12-30T23:59:59Z",
            metricType: "ProvisionedConcurrencyUtilization",
            metricTarget: 0.6,
            minCapacity: 1,
            maxCapacity: 20,
          },
        ],
      },
    ],
    [
      "schedules, in times without Z where they have a time zone and with it in UTC",
      { schedules: workingHours },
      {},
      {
        target: 2,
        scheduledActions: [
          {
            name: "schedule-0",
            startTime: "2020-01-01T00:00:00",
            endTime: "2099-12-30T23:59:59",
            timeZone: "Asia/Shanghai",
            scheduleExpression: "cron(0 0 8 * * MON-FRI)",
            target: 10,
          },
          {
            name: "schedule-1",
            startTime: "2020-01-01T00:00:00Z",
            endTime: "2099-12-30T23:59:59Z",
            scheduleExpression: "cron(0 0,20,40 20 * * *)",
            target: 2,
          },
        ],
      },
    ],
    [
      "all of them",
      { instances: 2, autoscale: { max: 5 }, schedules: [{ cron: "0 8 * * *", instances: 10 }] },
      {},
      {
        target: 10,
        scheduledActions: [
          {
            name: "schedule-0",
            startTime: "2020-01-01T00:00:00Z",
            endTime: "2099-12-30T23:59:59Z",
            scheduleExpression: "cron(0 0 8 * * *)",
            target: 10,
          },
        ],
        targetTrackingPolicies: [
          {
            name: "autoscale",
            startTime: "2020-01-01T00:00:00Z",
            endTime: "2099-12-30T23:59:59Z",
            metricType: "ProvisionedConcurrencyUtilization",
            metricTarget: 0.7,
            minCapacity: 2,
            maxCapacity: 5,
          },
        ],
      },
    ],
  ];
  for (const [title, warm, aliyun, setting] of settings) {
    it(`trap 3: are set whole, lists of nothing and both flags too, with ${title}`, async () => {
      assert.deepEqual(await settingOf({ warm, aliyun }, night), { ...whole, ...setting });
    });
  }

  const scaled: WarmArgs[] = [{ autoscale: { max: 3 } }, { schedules: workingHours }];
  for (const warm of scaled) {
    it(`change by themselves with ${Object.keys(warm)}, and then the number is not this program's`, async () => {
      const { options } = await declare({ warm });
      assert.deepEqual(options["warm"]?.ignoreChanges, ["target"]);
    });
  }

  const times: [title: string, at: string, instances: number][] = [
    ["does not count one that is more than half an hour away", "2026-11-22T23:29:59Z", 2],
    ["counts one that fires while the deployment runs", "2026-11-22T23:30:01Z", 10],
    ["counts the one that fired last", "2026-11-23T19:00:00Z", 10],
  ];
  for (const [title, at, target] of times) {
    it(`begin with a number that ${title}, at ${at}`, async () => {
      const setting = await settingOf({ warm: { schedules: workingHours } }, at);
      assert.deepEqual({ ...setting, ...none }, { ...whole, target });
    });
  }
});

describe("the name of a warm setting on aliyun", () => {
  const base = { instances: 1, autoscale: { max: 5 }, schedules: [{ cron: "0 8 * * *", instances: 2 }] };
  const nameOf = async (warm: WarmArgs, aliyun: AliyunArgs = {}, at?: string) =>
    Object.keys(await declareWarm({ warm, aliyun }, at)).find((name) =>
      name.startsWith(aliyun.alias === undefined ? "warm-" : "alias-warm-"),
    );

  it("is the same for the same setting, at any time of the day", async () => {
    const [morning, evening] = ["2026-11-23T08:00:00Z", "2026-11-23T18:00:00Z"];
    assert.equal(await nameOf(base, {}, morning), await nameOf(structuredClone(base), {}, evening));
  });

  it("says nothing of the code, which moves under the same setting", async () => {
    const args = { warm: base };
    const { inputs } = await declare({ ...args, memoryMb: 512 }, { built: { sha256: "beef".repeat(16) } });
    assert.ok(`${type} shop-prod-api-${await nameOf(base)}` in inputs);
  });

  const others: [title: string, warm: WarmArgs, own?: AliyunArgs][] = [
    ["number", { ...base, instances: 2 }],
    ["maximum", { ...base, autoscale: { max: 6 } }],
    ["utilization", { ...base, autoscale: { max: 5, targetUtilization: 0.5 } }],
    ["cron", { ...base, schedules: [{ cron: "0 9 * * *", instances: 2 }] }],
    ["time zone", { ...base, schedules: [{ cron: "0 8 * * *", timezone: "Asia/Shanghai", instances: 2 }] }],
    ["number of a schedule", { ...base, schedules: [{ cron: "0 8 * * *", instances: 3 }] }],
    ["no schedules", { ...base, schedules: [] }],
    ["no autoscaling", { ...base, autoscale: undefined }],
    ["CPU time", base, { alwaysAllocateCpu: true }],
    ["alias", base, { alias: "live" }],
    ["other alias", base, { alias: "stable" }],
  ];
  it("is another one for each part of it, so that all of it is sent again (trap 3)", async () => {
    const names = [await nameOf(base)];
    for (const [title, warm, own] of others) {
      const name = await nameOf(warm, own);
      assert.ok(name !== undefined && !names.includes(name), title);
      names.push(name);
    }
  });
});
