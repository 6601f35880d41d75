import assert from "node:assert/strict";
import type { AliyunArgs } from "../../providers/aliyun/args.js";
import { buildFixtures, fixtureZip } from "../emulator/fixtures.js";
import { eventually } from "../emulator/harness.js";
import { AliyunProject } from "./aliyun-project.js";
import { interruptedIn, resourcesOf } from "./checkpoint.js";
import { bothDone, killedAndFreed, killedUp, withoutProvider } from "./killed-up.js";
import { flawless, type WarmWatch } from "./warm-watch.js";

const name = "shop-dev-api";
const instances = 4;

interface Place {
  readonly qualifier: string;
  readonly own: AliyunArgs;
  /** All that a deployment writes which changes the code, the configuration and what is warm. */
  readonly writes: readonly string[];
  /** Of those, where also only the provider ends. */
  readonly telling: readonly string[];
}

const places: Place[] = [
  {
    qualifier: "LATEST",
    own: {},
    writes: [
      "oss:PutObject code/api/<hash>.zip",
      "fc:UpdateFunction api",
      "fc:PutProvisionConfig api:LATEST",
      "oss:DeleteObject code/api/<hash>.zip",
    ],
    telling: ["fc:UpdateFunction", "fc:PutProvisionConfig"],
  },
  {
    qualifier: "live",
    own: { alias: "live" },
    writes: [
      "oss:PutObject code/api/<hash>.zip",
      "fc:UpdateFunction api",
      "fc:PublishFunctionVersion api",
      "fc:UpdateAlias api:live",
      "fc:PutProvisionConfig api:live",
      "oss:DeleteObject code/api/<hash>.zip",
    ],
    telling: ["fc:PublishFunctionVersion", "fc:UpdateAlias"],
  },
];

/** What differs from one edition to the next, made the same. */
const named = (text: string) =>
  text
    .replaceAll(/[0-9a-f]{64}/g, "<hash>")
    .replace(/warm-[0-9a-f]{8}/, "warm-<digest>")
    .replaceAll("shop-dev-", "");

/** As often as it takes, an up looks whether the instances are ready. */
const isManaged = (resource: string) => !/:api-ready(-\d+)? $/.test(resource);

/** A function that changes, with what is seen of it meanwhile. */
class Changing {
  readonly shop: AliyunProject;
  readonly watch: WarmWatch;
  readonly #place: Place;
  #edition = 0;

  static async start(place: Place): Promise<Changing> {
    // The best that Function Compute may do: what is worse then comes from the deployment.
    const rules = { latestHandover: "smooth", aliasHandover: "smooth" } as const;
    const shop = await AliyunProject.start({ rules });
    shop.aliyun.addBucket("code");
    await declare(shop, 0, place.own);
    await shop.up();
    return new Changing(shop, await shop.watch("echo/"), place);
  }

  private constructor(shop: AliyunProject, watch: WarmWatch, place: Place) {
    this.shop = shop;
    this.watch = watch;
    this.#place = place;
  }

  change(): Promise<void> {
    this.#edition += 1;
    return declare(this.shop, this.#edition, this.#place.own);
  }

  /** An alias's instances are waited for by nobody. */
  async ready(): Promise<void> {
    const isWarm = () => Object.values(this.watch.ready()).every((ready) => ready >= instances);
    await eventually(isWarm, "its instances are ready");
  }

  /** What is in the account and in the state. */
  end() {
    const { account } = this.shop.aliyun;
    const fn = account.function(name);
    return {
      isNewest: fn.aliases.get("live")?.versionId === [...fn.versions.keys()].at(-1),
      isConfigured: fn.config.memorySize === memoryOf(this.#edition),
      provisioned: fn.traffic.qualifiers.map((each) => {
        const { target, targetTrackingPolicies } = fn.traffic.provision(each)?.settings ?? {};
        const utilization = targetTrackingPolicies?.map(({ metricTarget }) => metricTarget);
        return { qualifier: each, target, isSet: utilization?.[0] === utilizationOf(this.#edition) };
      }),
      contents: account.contents.map(named),
      resources: resourcesOf(this.shop.project).map(named).filter(isManaged),
    };
  }
}

const memoryOf = (edition: number) => 256 + 64 * edition;
const utilizationOf = (edition: number) => (edition % 2 === 0 ? 0.5 : 0.6);

/** Each edition has other code, another configuration, and another way to be as warm. */
async function declare(shop: AliyunProject, edition: number, own: AliyunArgs): Promise<void> {
  shop.declare({
    entry: undefined,
    artifact: (await fixtureZip("webFc", String(edition))).zip,
    memoryMb: memoryOf(edition),
    warm: { instances, autoscale: { max: 6, targetUtilization: utilizationOf(edition) } },
    aliyun: { bucket: "code", ...own },
  });
}

for (const place of places) {
  describe(`a deployment to Aliyun that is killed, with traffic on ${place.qualifier}`, function () {
    this.timeout(400_000);
    let undisturbed: object;
    /** Two of them, since a deployment keeps one processor busy. */
    let changing: [Changing, Changing];

    buildFixtures("webFc");
    before(async () => {
      changing = await Promise.all([Changing.start(place), Changing.start(place)]);
    });
    after(() => Promise.all(changing.map(({ shop }) => shop.stop())));

    it("is compared with one that is not", async () => {
      const [one, other] = changing;
      await one.change();
      await one.shop.up();
      assert.deepEqual(one.shop.calls.map(named), place.writes);
      undisturbed = one.end();
      assert.deepEqual(undisturbed, other.end());
    });

    for (const action of place.writes.map((line) => line.replace(/ .*/, ""))) {
      it(`before and after ${action}, comes to the same end with the next one`, () =>
        bothDone([
          endsTheSame(changing[0], (shop) => killedAndFreed(shop, { action, isDone: false })),
          endsTheSame(changing[1], (shop) => killedAndFreed(shop, { action, isDone: true })),
        ]));
    }

    for (const action of place.telling) {
      it(`by the end of its provider before and after ${action}, needs nothing but the next one`, () =>
        bothDone([
          endsTheSame(changing[0], (shop) => withoutProvider(shop, { action, isDone: false })),
          endsTheSame(changing[1], (shop) => withoutProvider(shop, { action, isDone: true })),
        ]));
    }

    async function endsTheSame(it: Changing, disturb: (shop: AliyunProject) => Promise<void>): Promise<void> {
      await it.ready();
      await it.change();
      const observed = await it.watch.during(instances, async () => {
        await disturb(it.shop);
        await it.shop.up();
      });
      assert.deepEqual(observed, flawless);
      assert.deepEqual(it.end(), undisturbed);
    }
  });
}

describe("a first deployment to Aliyun that is killed", function () {
  this.timeout(400_000);
  let shop: AliyunProject;

  buildFixtures("webFc");
  before(async () => {
    shop = await AliyunProject.start();
    shop.aliyun.addBucket("code");
    await declare(shop, 0, {});
  });
  after(() => shop.stop());

  const exists = "Either an interrupted deployment made it, and the state does not know, or";
  const taken: [action: string, hint: string, remove: () => unknown][] = [
    [
      "log:CreateProject",
      "A log project, store or index of that name is there already. An interrupted deployment may have made it: remove it in the console, or import it.",
      () => shop.aliyun.account.table("alicloud:log/project:Project").clear(),
    ],
    [
      "fc:CreateFunction",
      exists,
      async () => {
        await shop.aliyun.account.function(name).delete();
        shop.aliyun.account.functions.delete(name);
      },
    ],
    [
      "fc:CreateTrigger",
      exists,
      async () => {
        const { triggers } = shop.aliyun.account.function(name);
        await Promise.all([...triggers.values()].map((trigger) => trigger.close()));
        triggers.clear();
      },
    ],
  ];
  for (const [action, hint, remove] of taken) {
    it(`after ${action}, says what has to be removed first`, async () => {
      await killedAndFreed(shop, { action, isDone: true });
      const output = await shop.failingUp();
      assert.ok(output.includes(hint), output);
      await remove();
    });
  }

  it("after the last of them, is told of until its creates are cleared", async () => {
    assert.match(await shop.up(), /interrupted while creating\n/);
    assert.equal(interruptedIn(shop.project).length, 3);
    await shop.pulumi("refresh", "--yes", "--clear-pending-creates");
    assert.doesNotMatch(await shop.up(), /pending operations/);
  });

  it("takes over the ready instances that the next one has, too", async () => {
    shop.declare({ warm: undefined });
    await shop.up();
    await declare(shop, 1, {});
    await killedUp(shop, { action: "fc:PutProvisionConfig", isDone: true });
    await shop.pulumi("cancel", "--yes");
    await shop.up();
    assert.deepEqual(shop.aliyun.account.function(name).traffic.qualifiers, ["LATEST"]);
  });
});
