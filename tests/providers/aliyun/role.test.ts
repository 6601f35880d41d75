import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AliyunArgs } from "../../../providers/aliyun/args.js";
import { declare, declareChanges } from "./declare.js";

const named = "alicloud:fc/v3Function:V3Function shop-prod-api";
const attachment = "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment shop-prod-api-";
const tags = { "goserverless:name": "api" };
const created = {
  [named]: { role: "acs:ram::1234567890123456:role/shop-prod-api" },
  "alicloud:ram/role:Role shop-prod-api": {
    roleName: "shop-prod-api",
    assumeRolePolicyDocument: {
      Version: "1",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: ["fc.aliyuncs.com"] } }],
    },
    description: "The role of the function shop-prod-api",
    force: true,
    tags,
  },
};

describe("the role of a function on aliyun", () => {
  it("is none for one that calls nothing of Aliyun's, also in a network and with a log", async () => {
    const vpc = { vpcId: "vpc-1", vswitchIds: ["vsw-1"], securityGroupId: "sg-1" };
    assert.deepEqual(await declareChanges({ aliyun: { vpc } }), { [named]: { vpcConfig: vpc } });
  });

  it("has the policies that are given, all of them before the function", async () => {
    const args: { aliyun: AliyunArgs } = {
      aliyun: {
        policies: [{ name: "AliyunOSSReadOnlyAccess" }, { name: "orders", type: "Custom" }],
        inlinePolicy: '{"Version":"1","Statement":[]}',
      },
    };
    const roleName = "shop-prod-api";
    assert.deepEqual(await declareChanges(args), {
      ...created,
      "alicloud:ram/policy:Policy shop-prod-api": {
        policyName: "shop-prod-api",
        force: true,
        policyDocument: { Version: "1", Statement: [] },
        rotateStrategy: "DeleteOldestNonDefaultVersionWhenLimitExceeded",
        tags,
      },
      [`${attachment}inline`]: { roleName, policyName: "shop-prod-api", policyType: "Custom" },
      [`${attachment}AliyunOSSReadOnlyAccess-f6b56f9c`]: {
        roleName,
        policyName: "AliyunOSSReadOnlyAccess",
        policyType: "System",
      },
      [`${attachment}orders-451181da`]: { roleName, policyName: "orders", policyType: "Custom" },
    });
    const { options } = await declare(args);
    assert.deepEqual(options["function"]?.after, [
      "logStore",
      "logIndex",
      "inlinePolicy",
      "policy0",
      "policy1",
    ]);
  });

  it("is created for a policy whose name is known only later", async () => {
    const changes = await declareChanges({ aliyun: { policies: [{ name: pulumi.output("orders") }] } });
    assert.deepEqual(changes, {
      ...created,
      [`${attachment}policy-0`]: { roleName: "shop-prod-api", policyName: "orders", policyType: "System" },
    });
  });

  it("is the one that is given", async () => {
    const role = "acs:ram::1234567890123456:role/shop";
    assert.deepEqual(await declareChanges({ aliyun: { role: pulumi.output(role) } }), { [named]: { role } });
  });

  const attached = async (...policies: { name: string; type?: "System" | "Custom" }[]) =>
    Object.keys((await declare({ aliyun: { policies } })).inputs).filter((key) => key.startsWith(attachment));

  it("keeps a policy under its name when another one is left out", async () => {
    const [, second] = await attached({ name: "AliyunOSSReadOnlyAccess" }, { name: "AliyunOTSFullAccess" });
    assert.deepEqual(await attached({ name: "AliyunOTSFullAccess" }), [second]);
  });

  it("tells a policy of Aliyun's from the account's own of that name", async () => {
    const [one, other] = await attached({ name: "orders" }, { name: "orders", type: "Custom" });
    assert.notEqual(one, other);
  });
});
