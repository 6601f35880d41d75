import assert from "node:assert/strict";
import type { WarmArgs } from "../../components/args.js";
import type { AliyunArgs } from "../../providers/aliyun/args.js";
import { buildFixtures, fixtureZip } from "../emulator/fixtures.js";
import { eventually } from "../emulator/harness.js";
import { AliyunProject } from "./aliyun-project.js";
import type { Args } from "./cloud-project.js";
import type { WarmWatch } from "./warm-watch.js";

const name = "shop-dev-api";
const times = { startTime: "2020-01-01T00:00:00Z", endTime: "2099-12-30T23:59:59Z", timeZone: "" };
/** An empty list would not be sent. */
const dormant = {
  name: "none",
  startTime: "2099-12-31T00:00:00Z",
  endTime: "2099-12-31T23:59:59Z",
  timeZone: "",
};
const nothing = {
  target: 0,
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
  alwaysAllocateCPU: false,
  alwaysAllocateGPU: false,
};
const autoscale = (least: number, most: number) => ({
  name: "autoscale",
  ...times,
  metricType: "ProvisionedConcurrencyUtilization",
  metricTarget: 0.7,
  minCapacity: least,
  maxCapacity: most,
});
const action = (index: number, scheduleExpression: string, target: number) => ({
  name: `schedule-${index}`,
  ...times,
  scheduleExpression,
  target,
});

interface Mode {
  readonly warm?: WarmArgs;
  /** What Function Compute is to have of it. */
  readonly setting: object | undefined;
  /** The least that is ever to be ready. */
  readonly asked: number;
}

/** Of the two, the daily one fired last, whatever the day. */
const schedules = [
  { cron: "0 0 1 1 *", instances: 7 },
  { cron: "0 0 * * *", instances: 5 },
];
const modes = {
  none: { setting: undefined, asked: 0 },
  fixed: { warm: { instances: 4 }, setting: { ...nothing, target: 4 }, asked: 4 },
  autoscaled: {
    warm: { instances: 4, autoscale: { max: 6 } },
    setting: { ...nothing, target: 4, targetTrackingPolicies: [autoscale(4, 6)] },
    asked: 4,
  },
  scheduled: {
    warm: { schedules },
    setting: {
      ...nothing,
      target: 5,
      scheduledActions: [action(0, "cron(0 0 0 1 1 *)", 7), action(1, "cron(0 0 0 * * *)", 5)],
    },
    asked: 5,
  },
} satisfies Record<string, Mode>;
type ModeName = keyof typeof modes;

/** Each step is another ordered pair of modes. */
const walk =
  "none fixed none autoscaled none scheduled fixed autoscaled fixed scheduled autoscaled scheduled none".split(
    " ",
  ) as ModeName[];

const places: [qualifier: string, own: AliyunArgs][] = [
  ["LATEST", {}],
  ["live", { alias: "live" }],
];

/** What is not sent is forgotten, or kept: nobody knows which. */
const walks: [qualifier: string, own: AliyunArgs, provisionPut: "replace" | "merge"][] = [
  ["LATEST", {}, "replace"],
  ["LATEST", {}, "merge"],
  ["live", { alias: "live" }, "replace"],
];

describe("ready instances on Aliyun", function () {
  this.timeout(400_000);
  let shop: AliyunProject;
  let first: Args;

  buildFixtures("fc");
  before(async () => {
    shop = await AliyunProject.start();
    shop.aliyun.addBucket("code");
    first = { entry: undefined, artifact: (await fixtureZip("fc")).zip };
  });
  after(() => shop.stop());

  const fn = () => shop.aliyun.account.function(name);
  const settingOf = (qualifier: string) => fn().traffic.provision(qualifier)?.settings;
  const declared = (args: Args, own: AliyunArgs = {}): Args => ({
    ...first,
    ...args,
    aliyun: { bucket: "code", ...own },
  });
  const readyOf = (qualifier: string) =>
    Object.values(fn().traffic.ready(qualifier)).reduce((sum, ready) => sum + ready, 0);
  const puts = () =>
    shop.aliyun.calls.flatMap(({ action, request }) =>
      action === "fc:PutProvisionConfig" ? [request?.body ?? {}] : [],
    );

  afterEach("trap 3: gives idle instances no time that was not asked for", () => {
    for (const body of puts())
      assert.deepEqual([body["alwaysAllocateCPU"], body["alwaysAllocateGPU"]], [false, false]);
  });

  describe("between two settings", () => {
    it("are tried in every order", () => {
      const names = Object.keys(modes);
      assert.equal(new Set(walk.slice(1).map((to, at) => `${walk[at]} ${to}`)).size, names.length * 3);
    });

    for (const [qualifier, own, provisionPut] of walks) {
      let watch: WarmWatch;

      it(`begin with none of ${qualifier}, if a PUT is to ${provisionPut}`, async () => {
        shop.aliyun.account.rules.provisionPut = provisionPut;
        await shop.up(declared({}, own));
        watch = await shop.watch();
      });

      for (const [at, to] of walk.slice(1).entries()) {
        const from = walk[at] ?? "none";
        it(`are never less than asked of ${qualifier} from ${from} to ${to}, if a PUT is to ${provisionPut}`, async () => {
          const { warm, setting, asked }: Mode = modes[to];
          const least = Math.min(modes[from].asked, asked);
          const { cold, ...observed } = await watch.during(least, () => shop.up(declared({ warm }, own)));
          assert.deepEqual(observed, { failures: [], short: [] });
          if (least > 0) assert.equal(cold, 0);
          assert.deepEqual(settingOf(qualifier), setting);
          await eventually(() => readyOf(qualifier) >= asked, "they are ready");
        });
      }
    }
  });

  for (const provisionPut of ["replace", "merge"] as const) {
    const of = (instances: number): WarmArgs => ({ instances, autoscale: { max: 8 }, schedules });

    for (const [qualifier, own] of places) {
      it(`trap 3: keep schedules and flags of ${qualifier} when only the number changes, if a PUT is to ${provisionPut}`, async () => {
        shop.aliyun.account.rules.provisionPut = provisionPut;
        await shop.up(declared({ warm: of(1) }, own));
        await shop.up(declared({ warm: of(2) }, own));
        assert.deepEqual(
          shop.writes.filter((line) => !line.startsWith("event:")),
          [`fc:PutProvisionConfig ${name}:${qualifier}`],
        );
        assert.deepEqual(settingOf(qualifier), {
          ...modes.scheduled.setting,
          targetTrackingPolicies: [autoscale(2, 8)],
        });
        await shop.up(declared({}, own));
        assert.equal(settingOf(qualifier), undefined);
      });
    }
  }
});
