import { Policy } from "@pulumi/alicloud/ram/policy.js";
import { Role } from "@pulumi/alicloud/ram/role.js";
import { RolePolicyAttachment } from "@pulumi/alicloud/ram/rolePolicyAttachment.js";
import type * as pulumi from "@pulumi/pulumi";
import { attachmentName } from "../attachment-name.js";
import { type AliyunPolicyArgs, AliyunPolicyType } from "./args.js";
import { dashedName } from "./dashed-name.js";
import type { Scope } from "./scope.js";

/** Neither a role nor a policy is named with `_`. https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createrole */
const maxNameLength = 64;

const trust = JSON.stringify({
  Version: "1",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: ["fc.aliyuncs.com"] } }],
});

/**
 * The role that the function runs as, and what has to be there before the function can use it. Logs and networks need
 * none, so that a function without policies has none.
 */
export function declareRole(scope: Scope): {
  readonly arn: pulumi.Input<string> | undefined;
  readonly policies: readonly pulumi.Resource[];
} {
  const { spec, prefix, tags, resources, after } = scope;
  const { role: given, policies, inlinePolicy } = spec.own;
  if (given !== undefined) return { arn: given, policies: [] };
  if (policies.length === 0 && inlinePolicy === undefined) return { arn: undefined, policies: [] };

  const name = dashedName(prefix, maxNameLength);
  const role = new Role(
    prefix,
    {
      roleName: name,
      assumeRolePolicyDocument: trust,
      description: `The role of the function ${prefix}`,
      // What was attached to it by hand would keep it from going.
      force: true,
      tags,
    },
    { ...after(), deleteBeforeReplace: true },
  );
  resources["role"] = role;
  const attach = (suffix: string, { name, type }: Required<AliyunPolicyArgs>) =>
    new RolePolicyAttachment(
      `${prefix}-${suffix}`,
      { roleName: role.roleName, policyName: name, policyType: type },
      after(),
    );
  const attached: Record<string, pulumi.Resource> = {};
  if (inlinePolicy !== undefined) {
    const policy = new Policy(
      prefix,
      {
        policyName: name,
        force: true,
        policyDocument: inlinePolicy,
        // Each change makes a version of the policy, of which there may be five.
        rotateStrategy: "DeleteOldestNonDefaultVersionWhenLimitExceeded",
        tags,
      },
      { ...after(), deleteBeforeReplace: true },
    );
    resources["policy"] = policy;
    const { Custom } = AliyunPolicyType;
    attached["inlinePolicy"] = attach("inline", { name: policy.policyName, type: Custom });
  }
  policies.forEach((each, index) => {
    attached[`policy${index}`] = attach(attachmentName(each.name, index, `${each.type} `), each);
  });
  Object.assign(resources, attached);
  return { arn: role.arn, policies: Object.values(attached) };
}
