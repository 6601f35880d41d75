import assert from "node:assert/strict";
import type { AliyunArgs } from "../../providers/aliyun/args.js";
import { fixtureZip } from "../emulator/fixtures.js";
import { AliyunProject } from "./aliyun-project.js";
import type { Args } from "./cloud-project.js";
import { get } from "./load.js";
import { flawless } from "./warm-watch.js";

const name = "shop-dev-api";

describe("the versions behind an alias on Aliyun", function () {
  this.timeout(240_000);
  let shop: AliyunProject;
  let args: Args;

  before(async () => {
    shop = await AliyunProject.start();
    args = { entry: undefined, aliyun: { alias: "live" } };
    await up({ artifact: (await fixtureZip("fc", "1")).zip });
  });
  after(() => shop.stop());

  function up(changes: Args): Promise<string> {
    args = { ...args, ...changes };
    return shop.up(args);
  }

  const newest = () => [...shop.aliyun.account.function(name).versions.keys()].at(-1);
  const own = (more: AliyunArgs): Args => ({ aliyun: { ...args.aliyun, ...more } });

  const publishing: [what: string, changes: () => Args | Promise<Args>][] = [
    ["the code", async () => ({ artifact: (await fixtureZip("fc", "2")).zip })],
    [
      "its configuration",
      () => ({
        memoryMb: 512,
        timeoutSeconds: 20,
        environment: { GREETING: "Hello" },
        requestsPerInstance: 10,
      }),
    ],
    ["what it calls before the end", () => own({ preStop: true })],
    ["the code back to what it was before", async () => ({ artifact: (await fixtureZip("fc", "1")).zip })],
  ];
  for (const [what, changes] of publishing) {
    it(`trap 4: are one more when it changes ${what}`, async () => {
      const before = newest();
      await up(await changes());
      assert.equal(newest(), String(Number(before) + 1));
      assert.equal((await shop.outputs()).version, newest());
      assert.deepEqual(shop.calls, [
        `fc:UpdateFunction ${name}`,
        `fc:PublishFunctionVersion ${name}`,
        `fc:UpdateAlias ${name}:live`,
      ]);
    });
  }

  const others: [what: string, changes: Args, written: string[]][] = [
    ["nothing", {}, []],
    [
      "what no version is made of",
      {
        logs: { retentionDays: 7 },
        maxConcurrency: 300,
        http: { auth: "iam" },
        tags: { team: "checkout" },
        warm: { instances: 1 },
      },
      [
        "fc:PutConcurrencyConfig",
        "fc:PutProvisionConfig",
        "fc:TagResources",
        "fc:UpdateTrigger",
        "log:TagResources",
        "log:UpdateLogStore",
      ],
    ],
    ["that any instance is warm", { warm: undefined }, ["fc:DeleteProvisionConfig"]],
  ];
  for (const [what, changes, written] of others) {
    it(`trap 4: stay the same when it changes ${what}`, async () => {
      const before = newest();
      await up(changes);
      const actions = shop.calls.map((line) => line.replace(/ .*/, ""));
      assert.deepEqual([...new Set(actions)].sort(), written);
      assert.equal(newest(), before);
    });
  }
});

describe("code that does not start on Aliyun", function () {
  this.timeout(240_000);
  let shop: AliyunProject;
  let artifact: string;

  before(async () => {
    shop = await AliyunProject.start();
    artifact = (await fixtureZip("fc")).zip;
    await shop.up(good());
  });
  after(() => shop.stop());

  const good = (more: Args = {}): Args => ({ entry: undefined, artifact, ...more });
  const broken = (more: Args = {}): Args => ({ ...good(more), environment: { INIT: "crash" } });
  const status = async () => (await get(`${(await shop.outputs()).localUrl}pid`)).status;
  const provision = (qualifier: string) => shop.aliyun.account.function(name).traffic.provision(qualifier);

  it("is what calls meet, where nothing is warm and nothing was tried", async () => {
    await shop.up(broken());
    assert.equal(await status(), 502);
    await shop.up(good());
    assert.equal(await status(), 200);
  });

  const notReady =
    /"api" has 0 of 2 warm instances ready after \d+ seconds\. Function Compute says: Runtime exited with error: exit status 3 \(Runtime\.ExitError\)\. Its last lines on stderr:\n +the database is not there\. The log of the function has more; correct it and deploy again\.\n/;

  it("fails the deployment of warm instances with what Function Compute says, and the next one heals it", async () => {
    const warm = { instances: 2 };
    await shop.up(good({ warm }));
    assert.match(await shop.failingUp(broken({ warm })), notReady);
    assert.equal(await status(), 502);
    await shop.up(good({ warm }));
    assert.equal(await status(), 200);
    assert.equal(await shop.aliyun.account.function(name).traffic.current("LATEST"), 2);
  });

  it("does so under the calls of the instances before, if Function Compute keeps those until then", async () => {
    shop.aliyun.account.rules.latestHandover = "smooth";
    const warm = { instances: 2 };
    const watch = await shop.watch();
    const deployments = async () => {
      assert.match(await shop.failingUp(broken({ warm })), notReady);
      await shop.up(good({ warm }));
    };
    const { failures, cold } = await watch.during(2, deployments);
    assert.deepEqual({ failures, cold }, { failures: flawless.failures, cold: 0 });
  });

  it("gets no calls behind an alias, but no deployment can tell of it, and the next one heals it", async () => {
    const more: Args = { warm: { instances: 2 }, aliyun: { alias: "live" } };
    await shop.up(good(more));
    const watch = await shop.watch();
    const deployments = async () => {
      await shop.up(broken(more));
      await shop.up(good(more));
    };
    const { failures, cold } = await watch.during(2, deployments);
    assert.deepEqual({ failures, cold }, { failures: flawless.failures, cold: 0 });
    assert.equal(provision("live")?.error, "");
    assert.equal((await shop.outputs()).version, "3");
  });
});
