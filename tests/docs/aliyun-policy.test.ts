import assert from "node:assert/strict";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import { AliyunProject } from "../e2e/aliyun-project.js";
import { DeployerPolicy, unique } from "./deployer-policy.js";

const account = "1234567890123456";

/** Every argument that another call comes with. */
const everything: Partial<GoServerlessFunctionArgs> = {
  environment: { GREETING: "Hello" },
  maxConcurrency: 20,
  warm: { instances: 1 },
  http: { auth: "none", cors: { allowOrigins: ["https://example.com"] } },
  logs: { retentionDays: 7 },
  tags: { team: "checkout" },
  aliyun: {
    policies: [{ name: "AliyunOSSReadOnlyAccess" }],
    inlinePolicy: policyOf("oss:GetObject"),
    bucket: "shop-code",
    alias: "live",
  },
};

/** The same arguments, each with another value. */
const changed: Partial<GoServerlessFunctionArgs> = {
  ...everything,
  memoryMb: 512,
  maxConcurrency: 30,
  environment: { GREETING: "Servus" },
  warm: { instances: 2 },
  http: { auth: "iam", cors: { allowOrigins: ["https://example.org"] } },
  logs: { retentionDays: 14 },
  tags: { team: "payment" },
  aliyun: {
    ...everything.aliyun,
    policies: [{ name: "AliyunLogReadOnlyAccess" }],
    inlinePolicy: policyOf("oss:PutObject"),
  },
};

/** What Aliyun wants besides the permission that is named like the call, with who says so. */
const besides: Readonly<Record<string, string>> = {
  "ram:PassRole":
    "https://www.alibabacloud.com/help/en/ram/user-guide/grant-the-permissions-on-passrole-to-a-ram-user",
  // The versions that each change of a policy left are deleted with it.
  "ram:DeletePolicyVersion":
    "https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-deletepolicyversion",
  // A tag that goes is another call.
  "log:UntagResources":
    "https://www.alibabacloud.com/help/en/sls/developer-reference/api-sls-2020-12-30-untagresources",
  "ram:UntagResources":
    "https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-untagresources",
};

/** Calls whose permission has another name, with who says so. */
const permissions: Readonly<Record<string, string>> = {
  // https://www.alibabacloud.com/help/en/oss/developer-reference/headobject
  "oss:HeadObject": "oss:GetObject",
};

describe("the policy of a deployer to Aliyun", function () {
  this.timeout(600_000);
  const policy = new DeployerPolicy("aliyun", {
    REGION: "cn-hangzhou",
    ACCOUNT: account,
    "PROJECT-STACK": "shop-dev",
    BUCKET: "shop-code",
  });
  let shop: AliyunProject;
  const called: { readonly action: string; readonly target: string }[] = [];

  before(async () => {
    shop = await AliyunProject.start();
    shop.aliyun.account.table("alicloud:oss/bucket:Bucket").set("shop-code", { bucket: "shop-code" });
    await live();
  });
  after(() => shop.stop());

  it("allows every action that a function's whole life takes, and no other", () => {
    const needed = [...called.map(({ action }) => action), ...Object.keys(besides)];
    assert.deepEqual(unique(policy.actions), unique(needed));
  });

  it("says of no action that it is needed besides when it is called", () => {
    const names = new Set(called.map(({ action }) => action));
    assert.deepEqual(
      Object.keys(besides).filter((action) => names.has(action)),
      [],
    );
  });

  it("allows each action on what it was called for", () => {
    const refused = called.filter(({ action, target }) =>
      arnsOf(action, target).some((arn) => !policy.isAllowed(action, arn)),
    );
    assert.deepEqual(unique(refused.map(({ action, target }) => `${action} ${target}`)), []);
  });

  it("allows outside of the stack only what Aliyun's list of actions names no resource for", () => {
    const elsewhere = called.filter(({ action, target }) =>
      arnsOf(action, target.replaceAll("shop-dev", "x")).every((arn) => policy.isAllowed(action, arn)),
    );
    assert.deepEqual(unique(elsewhere.map(({ action }) => action)), [
      "fc:DeleteConcurrencyConfig",
      "fc:DeleteProvisionConfig",
      "fc:GetConcurrencyConfig",
      "fc:GetProvisionConfig",
      "fc:PutConcurrencyConfig",
      "fc:PutProvisionConfig",
      "fc:TagResources",
      "fc:UntagResources",
      "sts:GetCallerIdentity",
    ]);
  });

  it("passes roles to Function Compute only", () => {
    assert.deepEqual(policy.conditionsOf("ram:PassRole"), [
      { StringEquals: { "acs:Service": "fc.aliyuncs.com" } },
    ]);
  });

  it("fits into one policy of an account", () => {
    // https://www.alibabacloud.com/help/en/ram/product-overview/limits-of-ram
    assert.ok(policy.length <= 6144);
  });

  /** Creates with everything, changes everything, shifts traffic, refreshes and destroys. */
  async function live(): Promise<void> {
    await up(everything);
    shop.project.writeServer("api", "Servus");
    await up(changed);
    await up({ ...changed, tags: {}, maxConcurrency: undefined, warm: {} });
    await up({ ...changed, aliyun: { ...changed.aliyun, rollout: { percent: 10, previousVersion: "1" } } });
    await shop.pulumi("refresh", "--yes");
    note();
    await up({ ...changed, aliyun: { ...changed.aliyun, rollback: "1" } });
    await shop.pulumi("destroy", "--yes", "--run-program");
    note();
  }

  async function up(args: Partial<GoServerlessFunctionArgs>): Promise<void> {
    await shop.up(args);
    note();
  }

  /** Each deployment begins with an empty journal. */
  function note(): void {
    const calls = shop.aliyun.calls.filter(({ kind }) => kind === "call");
    called.push(...calls.map(({ action, target }) => ({ action: permissions[action] ?? action, target })));
  }
});

/** What RAM would be asked about. */
function arnsOf(action: string, target: string): string[] {
  const [service = "", call = ""] = action.split(":");
  const [name = ""] = target.split(":");
  if (service === "fc") return [`acs:fc:cn-hangzhou:${account}:functions/${name}`];
  if (service === "log") return [`acs:log:cn-hangzhou:${account}:project/${name}`];
  if (service === "oss") return [`acs:oss:*:${account}:${target}`];
  if (service === "sts") return ["*"];
  const [kind, policyName, type, roleName] = target.split(":");
  const isPolicy = call.includes("Policy") && !call.includes("Role");
  if (kind !== "role") return [`acs:ram:*:${account}:${isPolicy ? "policy" : "role"}/${name}`];
  const role = `acs:ram:*:${account}:role/${roleName}`;
  const policy = `acs:ram:*:${type === "System" ? "system" : account}:policy/${policyName}`;
  return call === "ListPoliciesForRole" ? [role] : [role, policy];
}

function policyOf(action: string): string {
  const statement = { Effect: "Allow", Action: action, Resource: "*" };
  return JSON.stringify({ Version: "1", Statement: [statement] });
}
