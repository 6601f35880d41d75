import assert from "node:assert/strict";
import { fixtureZip } from "../emulator/fixtures.js";
import type { Fault } from "../standins/journal.js";
import { AliyunProject } from "./aliyun-project.js";
import type { Args } from "./cloud-project.js";
import { get } from "./load.js";

const name = "shop-dev-api";
const secret = "hunter2-secret";
const forGood = 1_000;
const permission =
  "The deployer lacks a permission. The documentation of Aliyun has the policy that it needs.";

/** The hints that the CLI ends with, and the names of what Aliyun refused. */
function toldBy(output: string): { readonly hints: readonly string[]; readonly codes: readonly string[] } {
  const diagnostics = output.slice(output.indexOf("Diagnostics:"));
  return {
    hints: [...diagnostics.matchAll(/^ +error: (shop-dev-[\w-]+: .*)$/gm)]
      .map(([, hint = ""]) => hint)
      .sort(),
    codes: [...new Set([...diagnostics.matchAll(/^ +Code: (\S+)$/gm)].map(([, code = ""]) => code))].sort(),
  };
}

const artifactOf = async (edition: number) => (await fixtureZip("fc", String(edition))).zip;

describe("the first deployment to Aliyun, whose next attempt goes on where it was", function () {
  this.timeout(240_000);
  let shop: AliyunProject;
  let args: Args;

  before(async () => {
    shop = await AliyunProject.start();
    args = {
      entry: undefined,
      artifact: await artifactOf(1),
      secrets: { TOKEN: secret },
      warm: { instances: 1 },
      aliyun: { alias: "live", policies: [{ name: "AliyunOSSReadOnlyAccess" }] },
    } as Args;
  });
  after(() => shop.stop());

  const told = `Either an interrupted deployment made it, and the state does not know, or it was there before. Run \`pulumi refresh\`; if that does not find it, remove it with \`aliyun fc DELETE /2023-03-30/functions/${name}\`, or import it.`;
  const refusals: [title: string, faults: Fault[], hints: string[]][] = [
    [
      "a region that is full of log projects, and a role that is there already",
      [
        { action: "log:CreateProject", code: "ProjectQuotaExceed" },
        { action: "ram:CreateRole", code: "EntityAlreadyExists.Role" },
      ],
      [
        `${name}: A role or policy of that name is there already, and names are the account's own, in all regions. Remove it, or import it.`,
        `${name}: The region has no room for another log project: there may be 50 at first. Name one that exists ("aliyun.logs"), or have the quota raised.`,
      ],
    ],
    [
      "a log project that is there already",
      [{ action: "log:CreateProject", code: "ProjectAlreadyExist" }],
      [
        `${name}: A log project, store or index of that name is there already. An interrupted deployment may have made it: remove it in the console, or import it.`,
      ],
    ],
    [
      "a function that is there already",
      [{ action: "fc:CreateFunction", code: "FunctionAlreadyExists" }],
      [`${name}: ${told}`],
    ],
    [
      "an alias that is there already",
      [{ action: "fc:CreateAlias", code: "AliasAlreadyExists" }],
      [
        `${name}: Either an interrupted deployment made it, and the state does not know, or the function had it before. Remove it in the console, and deploy again.`,
      ],
    ],
    [
      "a scaling configuration that was made by hand",
      [{ action: "fc:PutProvisionConfig", code: "ResidentScalingConfigExists" }],
      [
        `${name}-release: The function has a scaling configuration that was made by hand, which excludes "warm". Delete it in the console, and deploy again.`,
      ],
    ],
    [
      "an account without instances that are free",
      [{ action: "fc:PutProvisionConfig", target: `${name}:live`, code: "ConcurrencyQuotaExceeded" }],
      [
        `${name}-alias-release: The account's instances in this region are used up, or "maxConcurrency" is less than the ready instances of now. Lower "warm" first, in an \`up\` of its own, or have the quota raised: there may be 100 at first.`,
      ],
    ],
    ["a missing permission", [{ action: "fc:CreateTrigger" }], [`${name}: ${permission}`]],
  ];
  for (const [title, faults, hints] of refusals) {
    it(`says once what to do about ${title}`, async () => {
      for (const fault of faults) shop.aliyun.journal.fail(fault);
      const output = await shop.failingUp(args);
      shop.aliyun.journal.heal();
      assert.deepEqual(toldBy(output), {
        hints,
        codes: faults.map(({ code = "AccessDenied" }) => code).sort(),
      });
      assert.ok(!output.includes(secret));
    });
  }

  it("is done at last, and with nothing twice", async () => {
    await shop.up(args);
    assert.deepEqual(shop.calls, [`fc:CreateTrigger ${name}:http`]);
    assert.equal((await get(`${(await shop.outputs()).localUrl}pid`)).status, 200);
  });
});

describe("a deployment to Aliyun that meets", function () {
  this.timeout(240_000);
  let shop: AliyunProject;
  let edition = 0;

  before(async () => {
    shop = await AliyunProject.start({ rules: { visibleAfter: 1, refusedDeletes: 0 } });
  });
  after(() => shop.stop());

  const fn = () => shop.aliyun.account.function(name);
  const status = async () => (await get(`${(await shop.outputs()).localUrl}pid`)).status;
  const edited = async (more: Args = {}): Promise<Args> => {
    edition += 1;
    return { entry: undefined, artifact: await artifactOf(edition), ...more };
  };

  const throttled: Fault = { action: "fc:UpdateFunction", code: "Throttling.User", status: 429 };
  const updates = () =>
    shop.aliyun.calls.filter(({ action }) => action === "fc:UpdateFunction").map(({ request }) => request);

  async function failing(args?: Args): Promise<ReturnType<typeof toldBy>> {
    const output = await shop.failingUp(args);
    shop.aliyun.journal.heal();
    return toldBy(output);
  }

  it("trap 12: a log and a role that Function Compute does not see yet waits until it does", async () => {
    await shop.up(await edited({ aliyun: { policies: [{ name: "AliyunOSSReadOnlyAccess" }] } }));
    assert.deepEqual(
      shop.calls.filter((line) => line.startsWith("fc:CreateFunction")),
      [
        `fc:CreateFunction ${name} !InvalidArgument`,
        `fc:CreateFunction ${name} !InvalidArgument`,
        `fc:CreateFunction ${name}`,
      ],
    );
    assert.equal(await status(), 200);
    shop.aliyun.account.rules.visibleAfter = 0;
  });

  it("the end of a creation half-way heals it with the next, by another that replaces it", async () => {
    const other = "shop-dev-other";
    const declared = await edited();
    shop.project.declare({ api: { ...declared, http: { auth: "none" } }, other: declared });
    shop.aliyun.journal.fail({ action: "fc:UpdateFunction", op: "create" });
    const { status: failed, output } = await shop.project.up();
    assert.notEqual(failed, 0, output);
    assert.deepEqual(toldBy(output), { hints: [`${other}: ${permission}`], codes: ["AccessDenied"] });
    assert.ok(shop.aliyun.account.functions.has(other));
    shop.aliyun.journal.clear();
    const healed = await shop.project.up();
    assert.equal(healed.status, 0, healed.output);
    assert.deepEqual(
      shop.calls.filter((line) => line.includes(other)),
      [
        `fc:DeleteFunction ${other}`,
        `fc:CreateFunction ${other}`,
        `fc:UpdateFunction ${other}`,
        `fc:TagResources ${other}`,
        `fc:CreateTrigger ${other}:http`,
      ],
    );
  });

  it("a refused update keeps what was there, and the next one sends all of it again, however often it has to", async () => {
    const before = fn().codeSha256;
    const args = await edited({ memoryMb: 512, environment: { MODE: "fast" } });
    shop.aliyun.journal.fail({ action: "fc:UpdateFunction" });
    assert.deepEqual(await failing(args), { hints: [`${name}: ${permission}`], codes: ["AccessDenied"] });
    assert.equal(fn().codeSha256, before);
    const [refused] = updates();
    assert.ok(refused?.body);
    shop.aliyun.journal.fail({ ...throttled, times: 3 });
    await shop.up(args);
    assert.deepEqual(updates(), [refused, refused, refused, refused]);
    assert.notEqual(fn().codeSha256, before);
    assert.equal(fn().config.memorySize, 512);
  });

  it("throttling for good says what to do, and the next one goes on", async () => {
    const args = await edited({ warm: { instances: 3 }, maxConcurrency: 20 });
    const before = fn().codeSha256;
    shop.aliyun.journal.fail({ ...throttled, times: forGood });
    assert.deepEqual(await failing(args), {
      hints: [
        `${name}: Aliyun refused too many calls at once. Run \`pulumi up\` again; \`--parallel 4\` asks for less at a time.`,
      ],
      codes: ["Throttling.User"],
    });
    assert.equal(fn().codeSha256, before);
    await shop.up();
    assert.notEqual(fn().codeSha256, before);
    assert.equal(await status(), 200);
  });

  it('less "maxConcurrency" than the instances that are ready says so, and goes on once these are fewer', async () => {
    const fewer = { entry: undefined, artifact: await artifactOf(edition), warm: { instances: 1 } };
    assert.deepEqual(await failing({ ...fewer, maxConcurrency: 2 }), {
      hints: [
        `${name}: The account's instances in this region are used up, or "maxConcurrency" is less than the ready instances of now. Lower "warm" first, in an \`up\` of its own, or have the quota raised: there may be 100 at first.`,
      ],
      codes: ["InvalidArgument"],
    });
    await shop.up({ ...fewer, maxConcurrency: 20 });
    assert.equal(fn().traffic.provision("LATEST")?.effective, 1);
  });

  it("a rollback to what never was says so, and leaves the traffic where it is", async () => {
    const args = await edited();
    await shop.up({ ...args, aliyun: { alias: "live" } });
    assert.deepEqual(await failing({ ...args, aliyun: { alias: "live", rollback: "77" } }), {
      hints: [
        `${name}: The version in "aliyun.rollback" or "aliyun.rollout.previousVersion" must be one that was published. The console lists them.`,
      ],
      codes: ["VersionNotFound"],
    });
    assert.equal(fn().alias("live").versionId, "1");
    assert.equal(await status(), 200);
  });

  it("a refusal while everything is destroyed ends with the next", async () => {
    shop.aliyun.journal.fail({ action: "fc:DeleteTrigger" });
    const destroyed = await shop.project.pulumi("destroy", "--yes", "--stack", "dev");
    assert.notEqual(destroyed.status, 0);
    assert.deepEqual(toldBy(destroyed.output), { hints: [], codes: ["AccessDenied"] });
    shop.aliyun.journal.heal();
    await shop.pulumi("destroy", "--yes");
    assert.deepEqual(shop.aliyun.account.contents, []);
  });
});

describe("secrets of a function on Aliyun", function () {
  this.timeout(240_000);
  let shop: AliyunProject;

  before(async () => {
    shop = await AliyunProject.start();
  });
  after(() => shop.stop());

  it("are in no output, no state and no error", async () => {
    const args = { entry: undefined, artifact: await artifactOf(1), secrets: { TOKEN: secret } } as Args;
    const printed = [await shop.up(args), shop.project.state()];
    const { environmentVariables } = shop.aliyun.account.function(name).config;
    assert.deepEqual(environmentVariables, { TOKEN: secret });
    shop.declare({ ...args, memoryMb: 512, aliyun: { alias: "live" } });
    printed.push(await shop.pulumi("preview", "--diff"), await shop.pulumi("refresh", "--yes"));
    shop.aliyun.journal.fail({ action: "fc:UpdateFunction" });
    printed.push(await shop.failingUp(), shop.project.state());
    const large = { ...args, secrets: { TOKEN: secret.repeat(400) } } as Args;
    const refused = await shop.failingUp(large);
    assert.match(
      refused,
      /"environment" of "api" must hold at most 4096 bytes in JSON on aliyun, got 5612\. Keep large values in a file \("build\.include"\) or a store\.\n/,
    );
    assert.deepEqual(shop.writes, []);
    printed.push(refused, shop.project.state());
    assert.deepEqual(
      printed.filter((text) => text.includes(secret)).map((text) => text.slice(-2_000)),
      [],
    );
  });
});
