import { createHash } from "node:crypto";
import { ApiError } from "../api-error.js";
import type { Kind } from "../kind.js";
import { statements } from "../policy-document.js";
import { recordKind, when } from "../record-kind.js";
import type { Account } from "./account.js";
import { attachmentType, managedPolicies, rolePolicyType, roleType } from "./roles.js";

type RoleProps = {
  name: string;
  path: string;
  assumeRolePolicy: string;
  forceDetachPolicies?: boolean;
  tags?: object;
};
type RolePolicyProps = { name: string; role: string; policy: string };
type AttachmentProps = { role: string; policyArn: string };

function checkRoleExists(account: Account, role: string): void {
  if (!account.table(roleType).has(role))
    throw new ApiError("NoSuchEntity", `The role with name ${role} cannot be found.`);
}

/** There are more than a thousand: what is named like one is one. */
const isManaged = (name: string) =>
  name in managedPolicies || /^([\w-]+\/)?(AWS|Amazon|CloudWatch)\w+$/.test(name);

/** The kinds of the package `iam`. */
export function iamKinds(account: Account): Record<string, Kind> {
  const ofRole = (type: string, role: string) =>
    [...account.table(type)].filter(([, props]) => props["role"] === role);
  const role = recordKind<RoleProps>(account, roleType, {
    create: () => ["iam:CreateRole"],
    read: ["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"],
    update: (changed) =>
      when(changed, {
        "iam:UpdateAssumeRolePolicy": ["assumeRolePolicy"],
        "iam:UpdateRole": ["description", "maxSessionDuration"],
        "iam:PutRolePermissionsBoundary": ["permissionsBoundary"],
        "iam:TagRole": ["tags"],
      }),
    remove: ["iam:DeleteRole", "iam:ListInstanceProfilesForRole"],
    id: ({ name }) => name,
    taken: ({ name }) => new ApiError("EntityAlreadyExists", `Role with name ${name} already exists.`),
    check: ({ assumeRolePolicy }) => void statements(assumeRolePolicy),
    computed: ({ path, name, tags = {} }) => ({
      arn: `arn:aws:iam::${account.id}:role${path}${name}`,
      uniqueId: `AROA${createHash("sha256").update(name).digest("hex").slice(0, 17).toUpperCase()}`,
      createDate: "2026-01-01T00:00:00Z",
      managedPolicyArns: ofRole(attachmentType, name).map(([, { policyArn }]) => policyArn),
      inlinePolicies: [],
      namePrefix: "",
      tagsAll: tags,
    }),
    checkRemove: ({ name, forceDetachPolicies }) => {
      const [attached, inline] = [ofRole(attachmentType, name), ofRole(rolePolicyType, name)];
      if (attached.length > 0 && !forceDetachPolicies)
        throw new ApiError("DeleteConflict", "Cannot delete entity, must detach all policies first.");
      if (inline.length > 0 && !forceDetachPolicies)
        throw new ApiError("DeleteConflict", "Cannot delete entity, must delete policies first.");
    },
  });
  const rolePolicy = recordKind<RolePolicyProps>(account, rolePolicyType, {
    create: () => ["iam:PutRolePolicy"],
    read: ["iam:GetRolePolicy"],
    update: () => ["iam:PutRolePolicy"],
    remove: ["iam:DeleteRolePolicy"],
    id: ({ role, name }) => `${role}:${name}`,
    check: ({ role, policy }) => {
      checkRoleExists(account, role);
      statements(policy);
    },
    computed: () => ({ namePrefix: "" }),
  });
  const attachment = recordKind<AttachmentProps>(account, attachmentType, {
    create: () => ["iam:AttachRolePolicy"],
    read: ["iam:ListAttachedRolePolicies"],
    remove: ["iam:DetachRolePolicy"],
    id: ({ role, policyArn }) => `${role}/${policyArn}`,
    check: ({ role, policyArn }) => {
      checkRoleExists(account, role);
      const [owner, name = ""] = policyArn.split(":policy/");
      const isKnown = owner === "arn:aws:iam::aws" ? isManaged(name) : owner === `arn:aws:iam::${account.id}`;
      if (!isKnown)
        throw new ApiError("NoSuchEntity", `Policy ${policyArn} does not exist or is not attachable.`);
    },
  });
  return { [roleType]: role, [rolePolicyType]: rolePolicy, [attachmentType]: attachment } as Record<
    string,
    Kind
  >;
}
