import assert from "node:assert/strict";
import { AliyunProject } from "./aliyun-project.js";
import type { Args } from "./cloud-project.js";
import { get } from "./load.js";

const name = "shop-dev-api";
/** The name ends with a digest of account and function. */
const project = `${name}-54bb95a3`;
/** What every run of the program asks for, to know the name of the log's project. */
const asked = ["sts:GetCallerIdentity "];

/** The code is not in the state then, which every command reads and writes. */
const aliyun = { bucket: "code" };

describe("a function on Aliyun", function () {
  this.timeout(240_000);
  let shop: AliyunProject;
  let first: { functionName: string; url: string };

  before(async () => {
    shop = await AliyunProject.start();
  });
  after(() => shop.stop());

  const everyCall = () => shop.aliyun.calls.map(({ action, target }) => `${action} ${target}`);
  const hello = async () => get(`${(await shop.outputs()).localUrl}hello/Gopher`);

  /** What a write says, apart from what names the function. */
  function bodyOf(action: string): Record<string, unknown> {
    const sent = shop.aliyun.calls.findLast((call) => call.action === action);
    const { functionName: _, ...body } = sent?.request?.body ?? assert.fail(`There was no ${action}.`);
    return body;
  }

  async function assertSame(): Promise<void> {
    const { functionName, url } = await shop.outputs();
    assert.deepEqual({ functionName, url }, first);
  }

  it("is created with what it needs, each part after those that it hangs on", async () => {
    await shop.up();
    assert.deepEqual(shop.writes, [
      `log:CreateProject ${project}`,
      `log:TagResources ${project}`,
      `log:CreateLogStore ${project}:function`,
      `log:CreateIndex ${project}:function`,
      `fc:CreateFunction ${name}`,
      // The provider repeats in it what it has sent.
      `fc:UpdateFunction ${name}`,
      `fc:TagResources ${name}`,
      `fc:CreateTrigger ${name}:http`,
    ]);
  });

  it("answers everybody at its URL when told to", async () => {
    const { functionName, url, version } = await shop.outputs();
    first = { functionName, url };
    assert.equal(functionName, name);
    assert.equal(version, "LATEST");
    assert.match(url, /^https:\/\/shop-dev-api-[0-9a-f]{10}\.cn-hangzhou\.fcapp\.run\/$/);
    assert.deepEqual(await hello(), { status: 200, body: '{"greeting":"Hello, Gopher!"}\n' });
  });

  it("calls nothing when nothing changed, but for the account's number", async () => {
    assert.match(await shop.up(), /Resources:\n {4}7 unchanged\n/);
    assert.deepEqual(everyCall(), asked);
  });

  it("changes nothing in a preview, which shows what would change and not the code", async () => {
    shop.project.writeServer("api", "Ciao");
    shop.aliyun.journal.clear();
    const preview = await shop.pulumi("preview", "--diff");
    assert.match(preview, /~ zipFile *: \[secret\] => \[secret\]/);
    assert.match(preview, /Resources:\n {4}~ 1 to update\n {4}6 unchanged\n/);
    assert.ok(preview.length < 10_000, `The preview has ${preview.length} characters.`);
    assert.deepEqual(everyCall(), asked);
  });

  it("is updated with one call that has the code, and the two that follow it", async () => {
    await shop.up();
    assert.deepEqual(everyCall(), [...asked, `fc:UpdateFunction ${name}`, `fc:GetFunction ${name}`]);
    assert.deepEqual(Object.keys(bodyOf("fc:UpdateFunction")).sort(), ["code", "handler", "runtime"]);
    assert.equal((await hello()).body, '{"greeting":"Ciao, Gopher!"}\n');
    await assertSame();
  });

  it("goes to a bucket when that is named, under the URL that it had", async () => {
    shop.aliyun.addBucket("code");
    await shop.up({ aliyun });
    assert.deepEqual(
      shop.writes.map((line) => line.replace(/[0-9a-f]{64}/, "<hash>")),
      [`oss:PutObject code/${name}/<hash>.zip`, `fc:UpdateFunction ${name}`],
    );
    assert.deepEqual(Object.keys(bodyOf("fc:UpdateFunction")).sort(), ["code", "handler", "runtime"]);
    assert.equal((await hello()).body, '{"greeting":"Ciao, Gopher!"}\n');
    await assertSame();
  });

  it("is updated with what changed of the configuration, and without the code", async () => {
    await shop.up({ memoryMb: 512, environment: { MODE: "fast" }, aliyun });
    assert.deepEqual(shop.writes, [`fc:UpdateFunction ${name}`]);
    assert.deepEqual(bodyOf("fc:UpdateFunction"), {
      cpu: 0.3,
      environmentVariables: { MODE: "fast" },
      handler: "bootstrap",
      memorySize: 512,
      runtime: "custom.debian12",
    });
    assert.equal((await hello()).status, 200);
    await assertSame();
  });

  it("takes back what is left out of the program", async () => {
    await shop.up({ aliyun });
    const { memorySize, cpu, environmentVariables } = shop.aliyun.account.function(name).config;
    assert.deepEqual(
      { memorySize, cpu, environmentVariables },
      { memorySize: 256, cpu: 0.15, environmentVariables: {} },
    );
  });

  it("refuses unsigned calls under the URL that was public, and takes them again", async () => {
    await shop.up({ http: {}, aliyun });
    assert.deepEqual(shop.writes, [`fc:UpdateTrigger ${name}:http`]);
    assert.equal((await hello()).status, 403);
    await assertSame();
    await shop.up({ aliyun });
    assert.deepEqual(shop.writes, [`fc:UpdateTrigger ${name}:http`]);
    assert.equal((await hello()).status, 200);
    await assertSame();
  });

  it("changes its URL's rules in place", async () => {
    await shop.up({ http: { auth: "none", cors: { allowOrigins: ["https://example.com"] } }, aliyun });
    assert.deepEqual(shop.writes, [`fc:UpdateTrigger ${name}:http`]);
    const { localUrl } = await shop.outputs();
    const headers = { origin: "https://example.com", "access-control-request-method": "GET" };
    const preflight = await fetch(localUrl, { method: "OPTIONS", headers });
    assert.equal(preflight.headers.get("access-control-allow-origin"), "https://example.com");
    await assertSame();
  });

  const update = { "~ fc:V3Function": 1 };
  const warm = { "+ fc:V3ProvisionConfig": 1, "- fc:V3ProvisionConfig": 1 };
  const changes: { args: Args; plan: Record<string, number> }[] = [
    { args: { memoryMb: 512, timeoutSeconds: 20, tmpDiskMb: 10_240 }, plan: update },
    { args: { environment: { MODE: "fast" }, requestsPerInstance: 10 }, plan: update },
    { args: { aliyun: { runtime: "custom.debian11", port: 8080, cpu: 0.25 } }, plan: update },
    {
      args: { aliyun: { internetAccess: false, role: "acs:ram::1234567890123456:role/mine" } },
      plan: update,
    },
    {
      args: { aliyun: { inlinePolicy: '{"Version":"1","Statement":[]}' } },
      plan: { ...update, "+ ram:Role": 1, "+ ram:Policy": 1, "+ ram:RolePolicyAttachment": 1 },
    },
    { args: { logs: { retentionDays: 7 } }, plan: { "~ log:Store": 1 } },
    {
      args: { aliyun: { logs: { project: "all", store: "api" } } },
      plan: { ...update, "- log:Project": 1, "- log:Store": 1, "- log:StoreIndex": 1 },
    },
    { args: { maxConcurrency: 10 }, plan: { "+ fc:V3ConcurrencyConfig": 1 } },
    { args: { tags: { team: "checkout" } }, plan: { ...update, "~ log:Project": 1 } },
    { args: { warm: { instances: 2 } }, plan: warm },
    { args: { aliyun: { alwaysAllocateCpu: true } }, plan: warm },
  ];

  it("is warm for what follows", () => shop.up({ warm: { instances: 1 }, aliyun }));

  for (const { args, plan } of changes) {
    it(`has nothing replaced that a caller meets by ${JSON.stringify(args)}`, async () => {
      shop.declare({ warm: { instances: 1 }, ...args, aliyun: { ...aliyun, ...args.aliyun } });
      const preview = await shop.pulumi("preview");
      const found: Record<string, number> = {};
      for (const [, sign, type] of preview.matchAll(/^ (\+-|[+~-]) +alicloud:(\w+:\w+) /gm))
        found[`${sign} ${type}`] = (found[`${sign} ${type}`] ?? 0) + 1;
      assert.deepEqual(found, plan, preview);
    });
  }

  it("keeps name and URL over changes of everything", async () => {
    shop.aliyun.addLogs("all", "api");
    await shop.up({
      warm: { instances: 2 },
      memoryMb: 512,
      timeoutSeconds: 20,
      tmpDiskMb: 10_240,
      environment: { MODE: "fast" },
      requestsPerInstance: 2,
      maxConcurrency: 10,
      tags: { team: "checkout" },
      aliyun: {
        ...aliyun,
        role: shop.aliyun.addRole("mine"),
        logs: { project: "all", store: "api" },
        port: 8080,
      },
    });
    await assertSame();
    assert.equal((await hello()).status, 200);
  });

  it("reads the ready instances when nothing changed, and no more", async () => {
    assert.match(await shop.up(), /Resources:\n {4}8 unchanged\n/);
    assert.deepEqual(everyCall(), [`fc:GetProvisionConfig ${name}`]);
  });

  describe("that is destroyed while its ready instances are still going", () => {
    const given = ["alicloud:log/project:Project all", "alicloud:log/store:Store all:api"];
    const left = [...given, "alicloud:oss/bucket:Bucket code", "alicloud:ram/role:Role mine"];
    const stillThere = (times: number) => {
      shop.aliyun.account.rules.refusedDeletes = times;
    };

    it("stays for a second attempt", async () => {
      stillThere(1);
      const { status, output } = await shop.project.pulumi("destroy", "--yes", "--stack", "dev");
      assert.notEqual(status, 0);
      assert.match(output, /Code: ProvisionConfigExist\n/);
      assert.deepEqual(shop.aliyun.account.function(name).traffic.qualifiers, []);
      await shop.pulumi("destroy", "--yes");
      assert.deepEqual(shop.aliyun.account.contents, left);
    });

    it("goes at once when the program is run for it, which has it wait", async () => {
      await shop.up({ warm: { instances: 1 }, aliyun });
      stillThere(2);
      await shop.pulumi("destroy", "--yes", "--run-program");
      assert.deepEqual(shop.aliyun.account.contents, left);
    });
  });
});
