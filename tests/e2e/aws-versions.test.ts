import assert from "node:assert/strict";
import type { GoServerlessFunctionArgs, WarmArgs } from "../../components/args.js";
import { fixtureZip } from "../emulator/fixtures.js";
import { AwsProject } from "./aws-project.js";
import { get } from "./load.js";
import { flawless } from "./warm-watch.js";

type Args = Partial<GoServerlessFunctionArgs>;

describe("the versions of a function on AWS", function () {
  this.timeout(240_000);
  let shop: AwsProject;
  let zips: string[];
  let args: Args = { entry: undefined };

  before(async () => {
    shop = await AwsProject.start();
    zips = await Promise.all(["1", "2"].map(async (edition) => (await fixtureZip("lambda", edition)).zip));
    await up({ artifact: zips[0], warm: { instances: 4 } });
  });
  after(() => shop.stop());

  function up(changes: Args): Promise<string> {
    args = { ...args, ...changes };
    return shop.up(args);
  }

  const newest = () => [...shop.aws.account.functions.values()][0]?.lastVersion;

  const publishing: [what: string, changes: () => Args][] = [
    ["the code", () => ({ artifact: zips[1] })],
    ["the memory", () => ({ memoryMb: 512 })],
    ["the time", () => ({ timeoutSeconds: 20 })],
    ["the disk", () => ({ tmpDiskMb: 1024 })],
    ["the environment", () => ({ environment: { GREETING: "Hello" } })],
    ["how warm instances are scaled", () => ({ warm: { instances: 4, autoscale: { max: 6 } } })],
  ];
  for (const [what, changes] of publishing) {
    it(`are one more when it changes ${what}`, async () => {
      const before = newest();
      await up(changes());
      assert.equal(newest(), String(Number(before) + 1));
      assert.equal((await shop.outputs()).version, newest());
    });
  }

  const others: [what: string, changes: Args, written: string[]][] = [
    ["nothing", {}, []],
    ["the retention of the log", { logs: { retentionDays: 7 } }, ["logs:PutRetentionPolicy"]],
    ["the concurrency", { maxConcurrency: 30 }, ["lambda:PutFunctionConcurrency"]],
    [
      "the access to its URL",
      { http: { auth: "iam" } },
      ["lambda:UpdateFunctionUrlConfig", "lambda:RemovePermission"],
    ],
  ];
  const fixed: [what: string, changes: Args, written: string[]][] = [
    ["the number of warm instances", { warm: { instances: 5 } }, ["lambda:PutProvisionedConcurrencyConfig"]],
    ["that any instance is warm", { warm: undefined }, ["lambda:DeleteProvisionedConcurrencyConfig"]],
  ];
  for (const [what, changes, written] of [...others, ...fixed]) {
    it(`stay the same when it changes ${what}`, async () => {
      if (what === fixed[0]?.[0]) await up({ warm: { instances: 4 } });
      const before = newest();
      await up(changes);
      const calls = shop.writes
        .filter((line) => !line.startsWith("event:"))
        .map((line) => line.replace(/ .*/, ""));
      assert.deepEqual([...new Set(calls)], written);
      assert.equal(newest(), before);
    });
  }

  it("stay the same when it changes its tags", async () => {
    const before = newest();
    await up({ tags: { team: "checkout" } });
    assert.ok(shop.writes.includes("lambda:TagResource shop-dev-api"));
    assert.ok(
      !shop.writes.some((line) => /^lambda:(Publish|UpdateFunction)/.test(line)),
      shop.writes.join("\n"),
    );
    assert.equal(newest(), before);
  });
});

describe("a version that does not start on AWS", function () {
  this.timeout(240_000);
  let shop: AwsProject;
  let artifact: string;
  let url: string;

  before(async () => {
    shop = await AwsProject.start();
    artifact = (await fixtureZip("lambda")).zip;
    await shop.up(good());
    url = (await shop.outputs()).localUrl;
  });
  after(() => shop.stop());

  const good = (more: Args = {}): Args => ({ entry: undefined, artifact, ...more });
  const broken = (more: Args = {}): Args => ({ ...good(more), environment: { INIT: "crash" } });
  const live = async () => (await shop.outputs()).version;

  it("is what calls meet, where nothing is warm and nothing was tried", async () => {
    await shop.up(broken());
    assert.equal((await get(url)).status, 502);
    await shop.up(good());
    assert.equal((await get(url)).status, 200);
  });

  const smoke = (payload: string): Args => ({ aws: { smoke: { payload } } });
  const unfit: [title: string, args: () => Args][] = [
    ["does not start", () => broken(smoke('{"Do":"answer","Answer":"1"}'))],
    ["answers with an error", () => good({ ...smoke('{"Do":"error"}'), memoryMb: 512 })],
  ];
  for (const [title, args] of unfit) {
    it(`gets no traffic when the smoke call finds that it ${title}`, async () => {
      const before = (await get(`${url}environment`)).body;
      const output = await shop.failingUp(args());
      assert.match(
        output,
        /shop-dev-api-smoke: The smoke call of the new version failed, so traffic stays on the one before\. Correct the program, or the payload in "aws\.smoke"\./,
      );
      assert.equal((await get(`${url}environment`)).body, before);
      await shop.up(good(smoke('{"Do":"answer","Answer":"1"}')));
      assert.equal((await get(url)).status, 200);
    });
  }

  const modes: Record<string, WarmArgs> = {
    fixed: { instances: 4 },
    autoscaled: { instances: 4, autoscale: { max: 6 } },
    scheduled: { schedules: [{ cron: "0 0 * * *", instances: 4 }] },
  };
  for (const [mode, warm] of Object.entries(modes)) {
    it(`gets no traffic when warm instances are ${mode}, and the next one heals it`, async () => {
      await shop.up(good({ warm }));
      const watch = await shop.watch();
      const before = await live();
      let output = "";
      const failing = async () => {
        output = await shop.failingUp(broken({ warm }));
      };
      assert.deepEqual(await watch.during(4, failing), flawless);
      assert.match(
        output,
        /shop-dev-api-warm: The new version did not start, so traffic stays on the one before\. The log group says why; correct the program and deploy again\./,
      );
      assert.deepEqual(Object.keys(watch.ready()), [before]);
      assert.deepEqual(await watch.during(4, () => shop.up(good({ warm }))), flawless);
      const version = await live();
      assert.equal(version, String(Number(before) + 2));
      const { functionName } = await shop.outputs();
      assert.deepEqual([...shop.aws.account.function(functionName).provisioned.keys()], [version]);
    });
  }
});
