import type { CloudAccount } from "../cloud-account.js";
import type { Kind } from "../kind.js";
import { recordKind } from "../record-kind.js";
import { type AttachmentProps, attachmentType, policyType, refusal, roleType } from "./ram-access.js";
import { policyKind } from "./ram-policies.js";
import { roleKind } from "./ram-roles.js";

/** The kinds of the package `ram`. */
export function ramKinds(account: CloudAccount): Record<string, Kind> {
  return {
    [roleType]: roleKind(account),
    [policyType]: policyKind(account),
    [attachmentType]: attachmentKind(account),
  } as Record<string, Kind>;
}

function attachmentKind(account: CloudAccount): Kind<AttachmentProps> {
  return recordKind<AttachmentProps>(account, attachmentType, {
    create: () => ["ram:AttachPolicyToRole"],
    read: ["ram:ListPoliciesForRole"],
    remove: ["ram:DetachPolicyFromRole"],
    id: ({ policyName, policyType, roleName }) => `role:${policyName}:${policyType}:${roleName}`,
    taken: () => refusal("attached"),
    check: ({ roleName, policyName, policyType: type }) => {
      if (!account.table(roleType).has(roleName)) throw refusal("noRole");
      const isThere =
        type === "System" ? isSystemPolicy(policyName) : account.table(policyType).has(policyName);
      if (!isThere) throw refusal("noPolicy");
    },
  });
}

/** Aliyun's own policies have such names: https://www.alibabacloud.com/help/en/ram/system-policies */
const isSystemPolicy = (name: string) =>
  /^(Aliyun\w+|AdministratorAccess|PowerUserAccess|ReadOnlyAccess)$/.test(name);
