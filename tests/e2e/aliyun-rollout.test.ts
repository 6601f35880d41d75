import assert from "node:assert/strict";
import type { AliyunArgs } from "../../providers/aliyun/args.js";
import { fixtureZip } from "../emulator/fixtures.js";
import { AliyunProject } from "./aliyun-project.js";
import type { Args } from "./cloud-project.js";
import { countAnswers } from "./count-answers.js";
import { flawless, type WarmWatch } from "./warm-watch.js";

const instances = 4;
const name = "shop-dev-api";

describe("gradual traffic on Aliyun, behind an alias with warm instances", function () {
  this.timeout(240_000);
  let shop: AliyunProject;
  let watch: WarmWatch;
  let first: { functionName: string; url: string };
  let localUrl: string;

  before(async () => {
    shop = await AliyunProject.start();
    await shop.up(await declared(1));
    ({ localUrl, ...first } = await served());
    watch = await shop.watch();
  });
  after(() => shop.stop());
  afterEach(async () => {
    const { functionName, url } = await served();
    assert.deepEqual({ functionName, url }, first);
  });

  async function served() {
    const { functionName, url, localUrl } = await shop.outputs();
    return { functionName, url, localUrl };
  }

  const rollout = (percent: number, previousVersion: string): AliyunArgs => ({
    rollout: { percent, previousVersion },
  });

  async function declared(edition: number, own: AliyunArgs = {}): Promise<Args> {
    const artifact = (await fixtureZip("fc", String(edition))).zip;
    return { entry: undefined, artifact, warm: { instances }, aliyun: { alias: "live", ...own } };
  }

  /** Deploys under load, and answers what was written. */
  async function deploy(edition: number, own?: AliyunArgs): Promise<string[]> {
    const args = await declared(edition, own);
    const { failures } = await watch.during(instances, () => shop.up(args));
    assert.deepEqual(failures, flawless.failures);
    return shop.calls;
  }

  /** How many of 300 calls a version answers. */
  const answeredBy = (version: string) => countAnswers(`${localUrl}environment`, `FC_VER_ID=${version}"`);

  const alias = () => {
    const { versionId, additionalVersionWeight } = shop.aliyun.account.function(name).alias("live");
    return { versionId, weights: additionalVersionWeight };
  };

  it("begins with a small share for a version that is published for it", async () => {
    assert.deepEqual(await deploy(2, rollout(10, "1")), [
      `fc:UpdateFunction ${name}`,
      `fc:PublishFunctionVersion ${name}`,
      `fc:UpdateAlias ${name}:live`,
    ]);
    assert.deepEqual(alias(), { versionId: "1", weights: { 2: 0.1 } });
    const answered = await answeredBy("2");
    assert.ok(answered >= 5 && answered <= 75, String(answered));
  });

  it("grows by nothing but the alias", async () => {
    assert.deepEqual(await deploy(2, rollout(50, "1")), [`fc:UpdateAlias ${name}:live`]);
    const answered = await answeredBy("2");
    assert.ok(answered >= 90 && answered <= 210, String(answered));
  });

  it("goes to the next version when that comes meanwhile", async () => {
    assert.deepEqual(await deploy(3, rollout(50, "1")), [
      `fc:UpdateFunction ${name}`,
      `fc:PublishFunctionVersion ${name}`,
      `fc:UpdateAlias ${name}:live`,
    ]);
    assert.deepEqual(alias(), { versionId: "1", weights: { 3: 0.5 } });
  });

  it("gives the newest version all calls at 100 percent", async () => {
    assert.deepEqual(await deploy(3, rollout(100, "1")), [`fc:UpdateAlias ${name}:live`]);
    assert.deepEqual(alias(), { versionId: "3", weights: {} });
    assert.equal(await answeredBy("3"), 300);
  });

  it("ends without a call", async () => {
    assert.deepEqual(await deploy(3), []);
    assert.equal((await shop.outputs()).version, "3");
  });

  it("is aborted by 0 percent, which publishes nothing", async () => {
    await deploy(4, rollout(50, "3"));
    assert.deepEqual(await deploy(4, rollout(0, "3")), [`fc:UpdateAlias ${name}:live`]);
    assert.equal(await answeredBy("3"), 300);
    assert.equal((await shop.outputs()).version, "3");
  });

  it("goes back by a rollback that publishes nothing, and forth again", async () => {
    await deploy(5);
    assert.deepEqual(await deploy(5, { rollback: "1" }), [`fc:UpdateAlias ${name}:live`]);
    assert.equal(await answeredBy("1"), 300);
    assert.deepEqual(await deploy(5), [`fc:UpdateAlias ${name}:live`]);
    assert.equal(await answeredBy("5"), 300);
  });

  it("refuses a share between the newest version and itself", async () => {
    const output = await shop.failingUp(await declared(5, rollout(10, "5")));
    assert.match(
      output,
      /"aliyun\.rollout\.previousVersion" must be older than the newest version, 5, got "5"\. The output "version" named it before\.\n/,
    );
    assert.deepEqual(shop.writes, []);
  });

  it("keeps every version that it went over, which the provider would delete", () => {
    assert.deepEqual([...shop.aliyun.account.function(name).versions.keys()], ["1", "2", "3", "4", "5"]);
  });

  it("trap 1: never has ready instances but of LATEST and of the alias", () => {
    const { qualifiers } = shop.aliyun.account.function(name).traffic;
    assert.deepEqual([...qualifiers].sort(), ["LATEST", "live"]);
  });
});
