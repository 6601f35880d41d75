import assert from "node:assert/strict";
import * as fs from "node:fs";
import { fixtureZip } from "../emulator/fixtures.js";
import type { FcFunction } from "../standins/aliyun/fc-function.js";
import { Provision } from "../standins/aliyun/provision.js";
import { AliyunProject } from "./aliyun-project.js";
import { get } from "./load.js";

const name = "shop-dev-api";
const storeType = "alicloud:log/store:Store";

interface Case {
  readonly title: string;
  readonly change: (fn: FcFunction) => unknown;
  /** What a deployment does about it. */
  readonly writes: readonly string[];
}

describe("what was changed by hand on Aliyun is seen by a refresh and undone by a deployment:", function () {
  this.timeout(240_000);
  let shop: AliyunProject;
  let asDeployed: object;

  before(async () => {
    shop = await AliyunProject.start();
    await shop.up({
      entry: undefined,
      artifact: (await fixtureZip("fc")).zip,
      environment: { MODE: "fast" },
      maxConcurrency: 20,
      warm: { instances: 1 },
    });
    asDeployed = state();
  });
  after(() => shop.stop());
  beforeEach(() => shop.aliyun.journal.clear());

  const fn = () => shop.aliyun.account.function(name);
  const refreshed = () => shop.pulumi("up", "--yes", "--skip-preview", "--refresh");

  /** What the service has. */
  function state(): object {
    const { config, tags, reserved, triggers, traffic } = fn();
    const [store] = shop.aliyun.account.table(storeType).values();
    return {
      config,
      tags,
      reserved,
      triggers: [...triggers].map(([key, { qualifier, triggerConfig }]) => [key, qualifier, triggerConfig]),
      warm: traffic.qualifiers.map((each) => [each, traffic.provision(each)?.settings]),
      retention: store?.["retentionPeriod"],
    };
  }

  /** Somebody calls PutProvisionConfig. */
  function provide(change: Partial<Provision["settings"]>): (fn: FcFunction) => void {
    return ({ traffic }) => {
      const settings = traffic.provision("LATEST")?.settings ?? assert.fail("There are no ready instances.");
      traffic.provide("LATEST", new Provision({ ...settings, ...change }));
    };
  }

  const putWarm = [`fc:PutProvisionConfig ${name}:LATEST`];
  const night = {
    name: "night",
    scheduleExpression: "cron(0 0 0 * * *)",
    target: 0,
    startTime: "2026-01-01T00:00:00Z",
    endTime: "2027-01-01T00:00:00Z",
    timeZone: "",
  };
  const cases: Case[] = [
    {
      title: "another memory, another environment and no log",
      change: (fn) =>
        fn.update({ memorySize: 1024, cpu: 0.6, environmentVariables: { MODE: "broken" }, logConfig: {} }),
      writes: [`fc:UpdateFunction ${name}`],
    },
    {
      title: "other tags, fewer calls at once, a shorter log and a URL that asks for a signature",
      change: (fn) => {
        fn.tags = { team: "checkout" };
        fn.reserve(10);
        for (const store of shop.aliyun.account.table(storeType).values()) store["retentionPeriod"] = 1;
        const triggerConfig = JSON.stringify({ authType: "function", methods: ["GET"] });
        fn.triggers.get("http")?.change({ triggerConfig });
      },
      writes: [
        `fc:PutConcurrencyConfig ${name}`,
        `fc:TagResources ${name}`,
        `fc:UntagResources ${name}`,
        `fc:UpdateTrigger ${name}:http`,
        "log:UpdateLogStore <store>",
      ],
    },
    { title: "no ready instances", change: provide({ target: 0 }), writes: putWarm },
    {
      title:
        "trap 3: more ready instances that always have a CPU, and a schedule for them, by sending all of it",
      change: provide({ target: 3, alwaysAllocateCPU: true, scheduledActions: [night] }),
      writes: putWarm,
    },
  ];
  for (const { title, change, writes } of cases) {
    it(title, async () => {
      await change(fn());
      assert.notDeepEqual(state(), asDeployed);
      await refreshed();
      assert.deepEqual(shop.calls.map(withoutStore).sort(), writes);
      assert.deepEqual(state(), asDeployed);
    });
  }

  it("ready instances that were deleted", async () => {
    fn().traffic.withdraw("LATEST");
    await refreshed();
    assert.deepEqual(new Set(shop.calls), new Set(putWarm));
    assert.deepEqual(state(), asDeployed);
  });

  it("a trigger that was deleted, which comes back under another URL", async () => {
    const { url } = await shop.outputs();
    await fn().triggers.get("http")?.close();
    fn().triggers.delete("http");
    await shop.pulumi("refresh", "--yes");
    assert.deepEqual(shop.writes, []);
    await shop.up();
    assert.deepEqual(shop.calls, [`fc:CreateTrigger ${name}:http`]);
    const { localUrl, url: after } = await shop.outputs();
    assert.notEqual(after, url);
    assert.equal((await get(`${localUrl}pid`)).status, 200);
    assert.deepEqual(state(), asDeployed);
  });

  it("trap 10: not an idle timeout, nor anything else, for which the function would be replaced", async () => {
    fn().update({ idleTimeout: 600 });
    await refreshed();
    assert.deepEqual(shop.calls, []);
    assert.equal(fn().config["idleTimeout"], 600);
  });

  it("not other code, which the provider never reads, until the program's own changes", async () => {
    const [own, other, next] = await Promise.all(["1", "2", "3"].map((edition) => fixtureZip("fc", edition)));
    assert.ok(own && other && next);
    fn().update({ code: { zipFile: fs.readFileSync(other.zip, "base64") } });
    await refreshed();
    assert.deepEqual(shop.calls, []);
    assert.equal(fn().codeSha256, other.sha256);
    await shop.up({
      entry: undefined,
      artifact: next.zip,
      environment: { MODE: "fast" },
      maxConcurrency: 20,
      warm: { instances: 1 },
    });
    assert.equal(fn().codeSha256, next.sha256);
  });
});

describe("what was changed by hand behind an alias on Aliyun", function () {
  this.timeout(240_000);
  let shop: AliyunProject;

  before(async () => {
    shop = await AliyunProject.start();
    const artifact = (await fixtureZip("fc")).zip;
    const args = { entry: undefined, artifact, warm: { instances: 1 }, aliyun: { alias: "live" } };
    await shop.up({ ...args, environment: { MODE: "slow" } });
    await shop.up({ ...args, environment: { MODE: "fast" } });
  });
  after(() => shop.stop());
  beforeEach(() => shop.aliyun.journal.clear());

  const fn = () => shop.aliyun.account.function(name);
  const refreshed = () => shop.pulumi("up", "--yes", "--skip-preview", "--refresh");

  it("is undone where it is who gets the calls", async () => {
    const alias = Object.assign(fn().alias("live"), { versionId: "1", additionalVersionWeight: { 2: 0.5 } });
    fn().routeAlias(alias);
    await refreshed();
    assert.deepEqual(shop.calls, [`fc:UpdateAlias ${name}:live`]);
    const { versionId, additionalVersionWeight } = fn().alias("live");
    assert.deepEqual([versionId, additionalVersionWeight], ["2", {}]);
  });

  it("trap 2: is not seen where it is the ready instances, which the provider cannot read", async () => {
    const settings = fn().traffic.provision("live")?.settings;
    assert.ok(settings);
    fn().traffic.provide("live", new Provision({ ...settings, target: 3 }));
    await refreshed();
    assert.deepEqual(shop.calls, []);
    assert.equal(fn().traffic.provision("live")?.settings.target, 3);
  });
});

/** Names of log projects end with a digest. */
function withoutStore(line: string): string {
  return line.replace(/(?<=^log:\w+ ).*/, "<store>");
}
