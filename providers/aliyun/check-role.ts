import type { Checker } from "../../components/checker.js";
import { asSection, isLater } from "../../components/rule.js";
import { checkGivenRole } from "../given-role.js";
import { type AliyunArgs, type AliyunPolicyArgs, AliyunPolicyType } from "./args.js";

/** Fills and checks what the section says of the function's role. */
export function toRoleArgs(
  aliyun: AliyunArgs,
  check: Checker,
): { readonly policies: readonly Required<AliyunPolicyArgs>[] } {
  const { role, inlinePolicy } = aliyun;
  const isArn = typeof role === "string" && /^acs:ram::\d+:role\/.+/.test(role);
  if (role !== undefined && !isArn && !isLater(role))
    check.refuse("aliyun.role", 'be the ARN of a role, such as "acs:ram::1234567890123456:role/shop"', role);
  checkGivenRole("aliyun", aliyun, ["policies", "inlinePolicy"], check);
  if (inlinePolicy !== undefined) check.json("aliyun.inlinePolicy", inlinePolicy);
  const policies = Array.isArray(aliyun.policies) ? aliyun.policies : [];
  return {
    policies: policies.flatMap((each, index) =>
      toPolicy(`aliyun.policies[${index}]`, asSection(each), check),
    ),
  };
}

function toPolicy(
  property: string,
  policy: AliyunPolicyArgs | undefined,
  check: Checker,
): Required<AliyunPolicyArgs>[] {
  if (policy === undefined) return [];
  const { name, type = AliyunPolicyType.System } = policy;
  check.text(`${property}.name`, name);
  return [{ name, type: check.oneOf(`${property}.type`, type, Object.values(AliyunPolicyType)) }];
}
