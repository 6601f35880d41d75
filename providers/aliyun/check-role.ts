import type { Checker } from "../../components/checker.js";
import { isLater } from "../../components/rule.js";
import { type AliyunArgs, type AliyunPolicyArgs, AliyunPolicyType } from "./args.js";

/** Fills and checks what the section says of the function's role. */
export function toRoleArgs(
  aliyun: AliyunArgs,
  check: Checker,
): { readonly policies: readonly Required<AliyunPolicyArgs>[] } {
  const { role, inlinePolicy } = aliyun;
  if (role !== undefined) checkRole(aliyun, check);
  if (inlinePolicy !== undefined) check.json("aliyun.inlinePolicy", inlinePolicy);
  const policies = Array.isArray(aliyun.policies) ? aliyun.policies : [];
  return { policies: policies.map((each, index) => toPolicy(`aliyun.policies[${index}]`, each, check)) };
}

function checkRole(aliyun: AliyunArgs, check: Checker): void {
  const { role } = aliyun;
  const isArn = typeof role === "string" && /^acs:ram::\d+:role\/.+/.test(role);
  if (!isArn && !isLater(role))
    check.refuse("aliyun.role", 'be the ARN of a role, such as "acs:ram::1234567890123456:role/shop"', role);
  for (const key of ["policies", "inlinePolicy"] as const) {
    if (aliyun[key] === undefined) continue;
    const rule = 'be left out with "aliyun.role"';
    check.refuseUnseen(`aliyun.${key}`, rule, "It is for the role that is created without one.");
  }
}

function toPolicy(property: string, policy: AliyunPolicyArgs, check: Checker): Required<AliyunPolicyArgs> {
  const { name, type = AliyunPolicyType.System } = policy ?? {};
  check.text(`${property}.name`, name);
  return { name, type: check.oneOf(`${property}.type`, type, Object.values(AliyunPolicyType)) };
}
