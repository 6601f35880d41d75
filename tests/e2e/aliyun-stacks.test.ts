import assert from "node:assert/strict";
import { fixtureZip } from "../emulator/fixtures.js";
import { StandinAliyun } from "../standins/aliyun/standin-aliyun.js";
import { working } from "./command-outcome.js";
import { get } from "./load.js";
import { PulumiProject } from "./pulumi-project.js";

const region = "cn-shanghai";
const inlinePolicy = JSON.stringify({
  Version: "1",
  Statement: [{ Effect: "Allow", Action: "oss:GetObject", Resource: "acs:oss:*:*:pictures/*" }],
});

/** The same function with options that Pulumi has for all resources. */
const program = (name: string, args: object, options: string) => `
const { GoServerlessFunction } = require("goserverless");
const { Provider } = require("@pulumi/alicloud/provider.js");
const shanghai = new Provider("shanghai", { region: "${region}" });
const { functionName, url, version } = new GoServerlessFunction("${name}", ${JSON.stringify(args)}, { provider: shanghai, ${options} });
exports.api = { functionName, url, version };
`;

/** Says something else of every type of resource. */
const changed = {
  "alicloud:fc/v3Function:V3Function": { memorySize: 320 },
  "alicloud:fc/v3FunctionVersion:V3FunctionVersion": { description: "mine" },
  "alicloud:fc/v3Alias:V3Alias": { description: "mine" },
  "alicloud:fc/v3ProvisionConfig:V3ProvisionConfig": { alwaysAllocateCpu: true },
  "alicloud:fc/v3ConcurrencyConfig:V3ConcurrencyConfig": { reservedConcurrency: 77 },
  "alicloud:fc/v3Trigger:V3Trigger": { description: "mine" },
  "alicloud:log/project:Project": { description: "mine" },
  "alicloud:log/store:Store": { retentionPeriod: 99 },
  "alicloud:log/storeIndex:StoreIndex": { maxTextLen: 4096 },
  "alicloud:ram/role:Role": { maxSessionDuration: 7200 },
  "alicloud:ram/policy:Policy": { description: "mine" },
  "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment": {},
  "alicloud:oss/bucketObject:BucketObject": { cacheControl: "no-store" },
};

describe("stacks on Aliyun", function () {
  this.timeout(240_000);
  let aliyun: StandinAliyun;
  let project: PulumiProject;
  let args: object;

  beforeEach(async () => {
    aliyun = await StandinAliyun.start({ region, rules: { refusedDeletes: 0 } });
    project = new PulumiProject("shop");
    Object.assign(project.env, aliyun.environment(project.env));
    args = { artifact: (await fixtureZip("fc")).zip, http: { auth: "none" } };
  });
  afterEach(async () => {
    await project.dispose();
    await aliyun.stop();
  });

  const destroy = (stack: string) => project.pulumi("destroy", "--yes", "--stack", stack);
  const status = async (url: string) => (await get(`${aliyun.localUrl(url)}pid`)).status;

  async function outputs(name: string, stack = "dev") {
    const found = (await project.outputs(stack))[name];
    assert.ok(found);
    return found;
  }

  it("live side by side in one account, under names that Aliyun accepts", async () => {
    const name = `api-${"x".repeat(60)}`;
    const stacks = ["dev", "review-".padEnd(60, "y")];
    project.declare({ [name]: { ...args, aliyun: { inlinePolicy } } });
    const names = [];
    for (const stack of stacks) {
      await project.init(stack, "aliyun");
      await working(project.up(stack));
      const { functionName } = await outputs(name, stack);
      assert.match(functionName, new RegExp(`^shop-${stack.slice(0, 20)}[\\w-]*-[0-9a-f]{8}$`));
      names.push(functionName);
    }
    const [first = "", second = ""] = names;
    const roles = [...aliyun.account.table("alicloud:ram/role:Role").keys()];
    assert.deepEqual(
      [...names, ...roles].filter(({ length }) => length > 64),
      [],
    );
    assert.notEqual(first, second);

    const ofSecond = aliyun.account.contents.filter((line) => line.includes("-review-"));
    await working(destroy("dev"));
    assert.deepEqual(aliyun.account.contents, ofSecond);
    const { url } = await outputs(name, stacks[1]);
    assert.equal(await status(url), 200);
    await working(destroy(stacks[1] ?? ""));
    assert.deepEqual(aliyun.account.contents, []);
  });

  it("take Pulumi's options for every part of a function: provider, transforms and protect", async () => {
    await project.init("dev", "aliyun");
    // Whatever is not given the explicit provider would look for its account elsewhere.
    project.env["ALICLOUD_REGION"] = "cn-beijing";
    aliyun.account.table("alicloud:oss/bucket:Bucket").set("artifacts", { bucket: "artifacts" });
    const before = aliyun.account.contents;
    const all = {
      ...args,
      warm: { instances: 1 },
      maxConcurrency: 10,
      aliyun: {
        alias: "live",
        bucket: "artifacts",
        policies: [{ name: "AliyunOSSReadOnlyAccess" }],
        inlinePolicy,
      },
    };
    const transform = `transforms: [({ type, props, opts }) => ({ opts, props: { ...props, ...${JSON.stringify(changed)}[type] } })]`;
    project.write("index.js", program("api", all, `${transform}, protect: true`));
    await working(project.up());
    const { functionName, url } = await outputs("api");
    assert.match(url, /^https:\/\/[\w-]+\.cn-shanghai\.fcapp\.run\/$/);
    assert.equal(await status(url), 200);

    const fn = aliyun.account.function(functionName);
    const only = (type: string) => [...aliyun.account.table(type).values()][0];
    assert.deepEqual(
      {
        memory: fn.config.memorySize,
        version: fn.version("1").description,
        alias: fn.alias("live").description,
        warm: fn.traffic.provision("live")?.settings.alwaysAllocateCPU,
        concurrency: fn.reserved,
        trigger: fn.triggers.get("http")?.description,
        project: only("alicloud:log/project:Project")?.["description"],
        store: only("alicloud:log/store:Store")?.["retentionPeriod"],
        index: only("alicloud:log/storeIndex:StoreIndex")?.["maxTextLen"],
        role: only("alicloud:ram/role:Role")?.["maxSessionDuration"],
        policy: only("alicloud:ram/policy:Policy")?.["description"],
      },
      {
        memory: 320,
        version: "mine",
        alias: "mine",
        warm: true,
        concurrency: 77,
        trigger: "mine",
        project: "mine",
        store: 99,
        index: 4096,
        role: 7200,
        policy: "mine",
      },
    );
    const { checkpoint } = JSON.parse(project.state()) as {
      checkpoint: { latest: { resources: { type: string; provider?: string; protect?: boolean }[] } };
    };
    const parts = checkpoint.latest.resources.filter(({ type }) => type.startsWith("alicloud:"));
    assert.deepEqual([...new Set(parts.map(({ type }) => type))].sort(), Object.keys(changed).sort());
    assert.deepEqual(
      parts.filter(({ provider, protect }) => !protect || !provider?.includes("::shanghai::")),
      [],
    );

    aliyun.journal.clear();
    const destroyed = await destroy("dev");
    assert.match(destroyed.output, /is protected/);
    assert.notEqual(destroyed.status, 0);
    assert.deepEqual(aliyun.writes, []);
    project.write("index.js", program("api", all, transform));
    await working(project.up());
    await working(destroy("dev"));
    assert.deepEqual(aliyun.account.contents, before);
  });

  it("get a renamed function before the old one goes", async () => {
    await project.init("dev", "aliyun");
    project.write("index.js", program("api", args, ""));
    await working(project.up());
    project.write("index.js", program("market", args, ""));
    aliyun.journal.clear();
    await working(project.up());
    const { writes } = aliyun;
    const [created, deleted] = [
      writes.lastIndexOf("fc:CreateTrigger shop-dev-market:http"),
      writes.findIndex((line) => /^\S+:(Delete|Detach)/.test(line)),
    ];
    assert.ok(0 < created && created < deleted, writes.join("\n"));
    const { functionName, url } = await outputs("api");
    assert.equal(functionName, "shop-dev-market");
    assert.equal(await status(url), 200);
  });
});
