import assert from "node:assert/strict";
import { Services, twice } from "./aliyun-services.js";

import type { Props } from "./wire.js";

const trust = JSON.stringify({
  Version: "1",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: ["fc.aliyuncs.com"] } }],
});
const reading = (resource = "*") =>
  JSON.stringify({
    Version: "1",
    Statement: [{ Effect: "Allow", Action: ["oss:GetObject"], Resource: [resource] }],
  });

describe("ramKinds", () => {
  const services = new Services();
  const role = (changes: Props = {}) =>
    services.create("Role", { roleName: "api", assumeRolePolicyDocument: trust, ...changes });
  const policy = (changes: Props = {}) =>
    services.create("Policy", { policyName: "read", policyDocument: reading(), ...changes });
  const attach = (policyName = "read", policyType = "Custom") =>
    services.create("RolePolicyAttachment", { roleName: "api", policyName, policyType });

  const refused: [title: string, work: () => Promise<unknown>, message: string][] = [
    ["a role that exists", () => twice(role), "EntityAlreadyExists.Role: The role does already EXIST."],
    [
      "a role without a name",
      () => role({ roleName: undefined }),
      "MissingRoleName: RoleName is mandatory for this action.",
    ],
    [
      "a role whose name has a space",
      () => role({ roleName: "a b" }),
      'InvalidParameter.RoleName.InvalidChars: The parameter - "RoleName" contains invalid chars.',
    ],
    [
      "a role whose name is too long",
      () => role({ roleName: "a".repeat(65) }),
      'InvalidParameter.RoleName.Length: The parameter - "RoleName" beyond the length limit.',
    ],
    [
      "a role that nobody may assume",
      () => role({ assumeRolePolicyDocument: undefined }),
      "At least one of 'assume_role_policy_document', 'document', 'ram_users' or 'services' must be set.",
    ],
    [
      "a trust policy that says nothing",
      () => role({ assumeRolePolicyDocument: '{"Version":"1"}' }),
      "MalformedPolicyDocument: Syntax errors in policy.",
    ],
    [
      "a policy in another cloud's version",
      () => policy({ policyDocument: reading().replace('"1"', '"2012-10-17"') }),
      "MalformedPolicyDocument: The policy's Version must be 1, got 2012-10-17.",
    ],
    [
      "a policy of nothing",
      () => policy({ policyDocument: undefined }),
      "One of 'policy_document', 'document', 'statement'  must be specified.",
    ],
    [
      "a policy that exists",
      () => twice(policy),
      "EntityAlreadyExists.Policy: The policy does already EXIST.",
    ],
    [
      "to attach to a role that does not exist",
      () => attach("AliyunOSSReadOnlyAccess", "System"),
      "EntityNotExist.Role: The role does not exist.",
    ],
    [
      "to attach a policy that does not exist",
      async () => {
        await role();
        await attach();
      },
      "EntityNotExist.Policy: The policy does not exist.",
    ],
    [
      "to attach a policy of Aliyun's that does not exist",
      async () => {
        await role();
        await attach("AWSXRayDaemonWriteAccess", "System");
      },
      "EntityNotExist.Policy: The policy does not exist.",
    ],
    [
      "to attach a policy twice",
      async () => {
        await role();
        await policy();
        await twice(attach);
      },
      "EntityAlreadyExists.Role.Policy: The role has already been attached this policy.",
    ],
  ];
  for (const [title, work, message] of refused) {
    it(`refuse ${title}`, async () => {
      assert.equal(await services.words(work()), message);
    });
  }

  const sequences: [title: string, work: () => Promise<unknown>, ...calls: string[]][] = [
    ["create a role", role, "ram:CreateRole api", "ram:GetRole api", "ram:ListTagResources api"],
    [
      "change what a role may be assumed by",
      async () =>
        services.update("Role", await services.silently(role), { assumeRolePolicyDocument: reading() }),
      "ram:UpdateRole api",
      "ram:GetRole api",
      "ram:ListTagResources api",
    ],
    [
      "give a policy another document",
      async () =>
        services.update("Policy", await services.silently(policy), { policyDocument: reading("acs:oss:*") }),
      "ram:CreatePolicyVersion read",
      "ram:GetPolicy read",
      "ram:ListTagResources read",
    ],
    [
      "attach a policy",
      async () => {
        await services.silently(role);
        await attach("AliyunOSSReadOnlyAccess", "System");
      },
      "ram:AttachPolicyToRole role:AliyunOSSReadOnlyAccess:System:api",
      "ram:ListPoliciesForRole role:AliyunOSSReadOnlyAccess:System:api",
    ],
  ];
  for (const [title, work, ...calls] of sequences) {
    it(`${title} by the provider's calls`, async () => {
      await work();
      assert.deepEqual(services.calls, calls);
    });
  }

  it("know a role by its name", async () => assert.equal((await role()).id, "api"));

  it("tell a role's whole identity", async () => {
    const { outputs } = await role();
    const { arn, name, document, services: trusted, version, maxSessionDuration } = outputs;
    assert.deepEqual(
      { arn, name, document, trusted, version, maxSessionDuration },
      {
        arn: "acs:ram::1234567890123456:role/api",
        name: "api",
        document: trust,
        trusted: ["fc.aliyuncs.com"],
        version: "1",
        maxSessionDuration: 3600,
      },
    );
  });

  it("write the trust of a role that only names services", async () => {
    const { outputs } = await role({ assumeRolePolicyDocument: undefined, services: ["fc.aliyuncs.com"] });
    assert.deepEqual(JSON.parse(String(outputs["assumeRolePolicyDocument"])), {
      Version: "1",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: ["fc.aliyuncs.com"] } }],
    });
  });

  it("keep a role that has policies until the provider gives up", async () => {
    const made = await role();
    await attach("AliyunOSSReadOnlyAccess", "System");
    assert.equal(
      await services.words(services.remove("Role", made)),
      "DeleteConflict.Role.Policy: The role CAN NOT has any attached policy while deleting the role.",
    );
    assert.equal(services.calls.filter((call) => call.startsWith("ram:DeleteRole api")).length, 10);
  });

  it("detach policies first when the role is to go by force", async () => {
    const made = await role({ force: true });
    await attach("AliyunOSSReadOnlyAccess", "System");
    services.journal.clear();
    await services.remove("Role", made);
    assert.deepEqual(services.calls, [
      "ram:ListPoliciesForRole api",
      "ram:DetachPolicyFromRole role:AliyunOSSReadOnlyAccess:System:api",
      "ram:DeleteRole api",
    ]);
    assert.deepEqual(services.account.contents, []);
  });

  it("keep a policy that is attached, unless it is to go by force", async () => {
    await role();
    const made = await policy();
    await attach();
    assert.equal(
      await services.words(services.remove("Policy", made)),
      "DeleteConflict.Role.Policy: The policy CAN NOT been attached to any role while deleting the policy.",
    );
    await services.remove("Policy", await services.update("Policy", made, { force: true }));
    assert.deepEqual(services.account.contents, ["alicloud:ram/role:Role api"]);
  });

  it("keep five versions of a policy, and more only when the oldest may go", async () => {
    let made = await policy();
    for (let version = 2; version <= 5; version++)
      made = await services.update("Policy", made, { policyDocument: reading(`v${version}`) });
    made = await services.update("Policy", made, { description: "Reads." });
    assert.equal(made.outputs["defaultVersion"], "v5");
    assert.equal(
      await services.words(services.update("Policy", made, { policyDocument: reading("v6") })),
      "LimitExceeded.Policy.Version: The count of policy version beyond the current limits.",
    );
    const rotateStrategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded";
    made = await services.update("Policy", made, { policyDocument: reading("v6"), rotateStrategy });
    assert.equal(made.outputs["defaultVersion"], "v6");
  });

  it("find an attachment gone that somebody removed", async () => {
    await role();
    const attached = await attach("AliyunOSSReadOnlyAccess", "System");
    services.account.table("alicloud:ram/rolePolicyAttachment:RolePolicyAttachment").clear();
    assert.equal(await services.refresh("RolePolicyAttachment", attached), undefined);
  });
});
