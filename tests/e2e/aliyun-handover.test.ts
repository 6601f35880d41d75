import assert from "node:assert/strict";
import type { WarmArgs } from "../../components/args.js";
import type { AliyunArgs } from "../../providers/aliyun/args.js";
import { buildFixtures, fixtureZip } from "../emulator/fixtures.js";
import { eventually } from "../emulator/harness.js";
import type { Rules } from "../standins/aliyun/account.js";
import { AliyunProject } from "./aliyun-project.js";
import type { Args } from "./cloud-project.js";
import { flawless, type WarmWatch } from "./warm-watch.js";

const deploys = 20;
const deploysInOne = 5;
const least = 4;
/** Of three deploys, one changes it. */
const warmthOf = (deploy: number) => ({ instances: least + 2 * (Math.floor((deploy + 1) / 3) % 2) });
/** The load comes from two connections: each can meet one start. */
const coldByHandover = 2;

interface Handover {
  readonly title: string;
  readonly own: AliyunArgs;
  readonly rules: Partial<Rules>;
  readonly isSmooth: boolean;
}

const handovers: Handover[] = [
  {
    title: "LATEST, if Function Compute keeps the old ones until the new ones are ready",
    own: {},
    rules: { latestHandover: "smooth" },
    isSmooth: true,
  },
  {
    title: "LATEST, if the old ones go at once",
    own: {},
    rules: { latestHandover: "abrupt" },
    isSmooth: false,
  },
  {
    title: "an alias, if Function Compute keeps the old ones until the new ones are ready",
    own: { alias: "live" },
    rules: { aliasHandover: "smooth" },
    isSmooth: true,
  },
  {
    title: "an alias, if it moves at once",
    own: { alias: "live" },
    rules: { aliasHandover: "abrupt" },
    isSmooth: false,
  },
];

describe("ready instances on Aliyun, through deployments under load", function () {
  this.timeout(400_000);
  const found: string[] = [];
  let shop: AliyunProject;

  buildFixtures("webFc");
  before(async () => {
    shop = await AliyunProject.start();
    shop.aliyun.addBucket("code");
  });
  after(() => {
    process.stdout.write(`${found.join("\n")}\n`);
    return shop.stop();
  });

  /** Of three deploys, one changes the code, one the configuration and one what is warm. */
  async function declared(deploy: number, own: AliyunArgs, warm?: WarmArgs): Promise<Args> {
    const edition = Math.floor((deploy + 2) / 3);
    return {
      entry: undefined,
      artifact: (await fixtureZip("webFc", String(Math.floor(deploy / 3)))).zip,
      memoryMb: 256 + 64 * (edition % 2),
      environment: { EDITION: String(edition) },
      warm,
      aliyun: { bucket: "code", ...own },
    };
  }

  it("are missed by every instrument of this test where there are none", async () => {
    await shop.up(await declared(0, {}));
    const watch = await shop.watch("echo/");
    const { failures, cold, short } = await watch.during(1, async () => shop.up(await declared(1, {})));
    assert.deepEqual(failures, []);
    assert.ok(cold > 0);
    assert.ok(short.some((line) => /^fc:UpdateFunction .*: version LATEST has 0 of 1 ready$/.test(line)));
  });

  for (const { title, own, rules, isSmooth } of handovers) {
    describe(`of ${title}`, () => {
      let watch: WarmWatch;
      let done = 0;
      let cold = 0;
      let failed = 0;

      before(async () => {
        Object.assign(shop.aliyun.account.rules, rules);
        await shop.up(await declared(0, own, warmthOf(0)));
        watch = await shop.watch("echo/");
      });
      after(() => {
        found.push(`    ${done} deploys of ${title}: ${cold} cold and ${failed} failed calls`);
      });

      for (let from = 1; from <= deploys; from += deploysInOne) {
        const to = from + deploysInOne - 1;
        it(`${isSmooth ? "take every call" : "lose no call"} in deploys ${from} to ${to}`, async () => {
          for (let deploy = from; deploy <= to; deploy++) await take(deploy);
        });
      }

      async function take(deploy: number): Promise<void> {
        const warm = warmthOf(deploy);
        await readyIn(watch);
        const observed = await watch.during(least, async () => shop.up(await declared(deploy, own, warm)));
        done += 1;
        cold += observed.cold;
        failed += observed.failures.length;
        assert.deepEqual(observed.failures, []);
        const isMoved = deploy % 3 !== 2;
        if (isSmooth || !isMoved) assert.deepEqual(observed, flawless, shop.writes.join("\n"));
        else assert.ok(observed.cold <= coldByHandover, `Deploy ${deploy} had ${observed.cold} cold calls.`);
        // Those of an alias are waited for by nobody.
        if (own.alias === undefined) assert.ok((watch.ready()["LATEST"] ?? 0) >= warm.instances);
      }
    });
  }

  const readyIn = (watch: WarmWatch) =>
    eventually(() => Object.values(watch.ready()).every((ready) => ready >= least), "all are ready");
});
