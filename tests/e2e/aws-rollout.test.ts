import assert from "node:assert/strict";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import { fixtureZip } from "../emulator/fixtures.js";
import { AwsProject } from "./aws-project.js";
import { countAnswers } from "./count-answers.js";
import { flawless, type WarmWatch } from "./warm-watch.js";

const instances = 4;

describe("gradual traffic on AWS, with warm instances", function () {
  this.timeout(240_000);
  let shop: AwsProject;
  let watch: WarmWatch;
  let url: string;

  before(async () => {
    shop = await AwsProject.start();
    await shop.up(await declared(1));
    const outputs = await shop.outputs();
    watch = await shop.watch();
    url = outputs.localUrl;
  });
  after(() => shop.stop());

  type Own = GoServerlessFunctionArgs["aws"];
  const rollout = (percent: number, previousVersion: string): Own => ({
    rollout: { percent, previousVersion },
  });

  async function declared(edition: number, aws?: Own): Promise<Partial<GoServerlessFunctionArgs>> {
    const artifact = (await fixtureZip("lambda", String(edition))).zip;
    return { entry: undefined, artifact, warm: { instances }, ...(aws && { aws }) };
  }

  /** Deploys under load, and answers what was written. */
  async function deploy(edition: number, aws?: Own): Promise<string[]> {
    const args = await declared(edition, aws);
    assert.deepEqual(await watch.during(instances, () => shop.up(args)), flawless);
    return shop.writes.map((line) => line.replace(/^\w+:/, "").replaceAll("shop-dev-api", "api"));
  }

  const provisioned = () => {
    const [fn] = shop.aws.account.functions.values();
    return Object.fromEntries(
      [...(fn?.provisioned ?? [])].map(([version, { allocated }]) => [version, allocated]),
    );
  };

  /** How many of 300 calls a version answers. */
  const answeredBy = (version: string) =>
    countAnswers(`${url}environment`, `AWS_LAMBDA_FUNCTION_VERSION=${version}"`);

  it("begins with a small share for a version that is warm, beside one that stays so", async () => {
    assert.deepEqual(await deploy(2, rollout(10, "1")), [
      "UpdateFunctionConfiguration api",
      "UpdateFunctionCode api",
      "PublishVersion api",
      "PutProvisionedConcurrencyConfig api:2",
      "ProvisionedConcurrencyReady api:2=4",
      "UpdateAlias api:live",
    ]);
    assert.deepEqual(provisioned(), { 1: 4, 2: 4 });
    const answered = await answeredBy("2");
    assert.ok(answered >= 5 && answered <= 75, String(answered));
  });

  it("grows by nothing but the alias", async () => {
    assert.deepEqual(await deploy(2, rollout(50, "1")), ["UpdateAlias api:live"]);
    const answered = await answeredBy("2");
    assert.ok(answered >= 90 && answered <= 210, String(answered));
  });

  it("goes to the next version when that comes meanwhile", async () => {
    assert.deepEqual(await deploy(3, rollout(50, "1")), [
      "UpdateFunctionCode api",
      "PublishVersion api",
      "PutProvisionedConcurrencyConfig api:3",
      "ProvisionedConcurrencyReady api:3=4",
      "UpdateAlias api:live",
      "DeleteProvisionedConcurrencyConfig api:2",
    ]);
    assert.deepEqual(watch.ready(), { 1: 4, 3: 4 });
    const answered = await answeredBy("3");
    assert.ok(answered >= 90 && answered <= 210, String(answered));
  });

  it("gives the newest version all calls and keeps the one before ready, at 100 percent", async () => {
    assert.deepEqual(await deploy(3, rollout(100, "1")), ["UpdateAlias api:live"]);
    assert.deepEqual(provisioned(), { 1: 4, 3: 4 });
    assert.equal(await answeredBy("3"), 300);
  });

  it("ends with a version of its own, and releases the others after", async () => {
    const writes = await deploy(3);
    assert.deepEqual(writes.slice(0, 5), [
      "UpdateFunctionConfiguration api",
      "PublishVersion api",
      "PutProvisionedConcurrencyConfig api:4",
      "ProvisionedConcurrencyReady api:4=4",
      "UpdateAlias api:live",
    ]);
    assert.deepEqual(writes.slice(5).sort(), [
      "DeleteProvisionedConcurrencyConfig api:1",
      "DeleteProvisionedConcurrencyConfig api:3",
    ]);
    assert.deepEqual(provisioned(), { 4: 4 });
  });

  it("is aborted by 0 percent, which publishes nothing", async () => {
    await deploy(5, rollout(50, "4"));
    assert.deepEqual(watch.ready(), { 4: 4, 5: 4 });
    assert.deepEqual(await deploy(5, rollout(0, "4")), [
      "UpdateAlias api:live",
      "DeleteProvisionedConcurrencyConfig api:5",
    ]);
    assert.deepEqual(provisioned(), { 4: 4 });
    assert.equal(await answeredBy("4"), 300);
  });

  it("is followed by the next version as if there had been none", async () => {
    await deploy(6);
    assert.deepEqual(provisioned(), { 6: 4 });
    assert.equal(await answeredBy("6"), 300);
  });

  it("goes back by a rollback that publishes nothing, and forth again", async () => {
    const moved = (from: string, to: string) => [
      `PutProvisionedConcurrencyConfig api:${to}`,
      `ProvisionedConcurrencyReady api:${to}=4`,
      "UpdateAlias api:live",
      `DeleteProvisionedConcurrencyConfig api:${from}`,
    ];
    assert.deepEqual(await deploy(6, { rollback: "4" }), moved("6", "4"));
    assert.equal(await answeredBy("4"), 300);
    assert.deepEqual(await deploy(6), moved("4", "6"));
    assert.equal(await answeredBy("6"), 300);
  });
});
