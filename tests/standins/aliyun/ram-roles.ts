import { createHash } from "node:crypto";
import type { CloudAccount } from "../cloud-account.js";
import type { Kind } from "../kind.js";
import { list, statements } from "../policy-document.js";
import { recordKind, when } from "../record-kind.js";
import { isObject } from "../wire.js";
import {
  attachments,
  checkDocument,
  checkName,
  detach,
  isConflict,
  refusal,
  roleType,
} from "./ram-access.js";

type RoleProps = {
  roleName?: string;
  name?: string;
  assumeRolePolicyDocument?: string;
  document?: string;
  ramUsers?: string[];
  services?: string[];
  maxSessionDuration?: number;
  force?: boolean;
};

const roleNameOf = ({ roleName, name }: RoleProps) => roleName ?? name;

export function roleKind(account: CloudAccount): Kind<RoleProps> {
  const ofRole = (name: string) => attachments(account, ({ roleName }) => roleName === name);
  const record = recordKind<RoleProps>(account, roleType, {
    create: () => ["ram:CreateRole"],
    read: ["ram:GetRole", "ram:ListTagResources"],
    update: (changed) =>
      when(changed, {
        "ram:UpdateRole": [
          "description",
          "maxSessionDuration",
          "assumeRolePolicyDocument",
          "document",
          "ramUsers",
          "services",
        ],
        "ram:TagResources": ["tags"],
      }),
    remove: ["ram:DeleteRole"],
    id: (props) => roleNameOf(props) ?? "",
    taken: () => refusal("roleTaken"),
    check: (props) => {
      checkName("RoleName", roleNameOf(props), /^[a-zA-Z0-9.@-]+$/, 64);
      checkDocument(trustOf(props));
    },
    computed: (props, name) => {
      const trust = trustOf(props);
      const [{ Principal } = {}] = statements(trust);
      const principal = isObject(Principal) ? Principal : {};
      return {
        roleName: name,
        name,
        assumeRolePolicyDocument: trust,
        document: trust,
        version: "1",
        ramUsers: list(principal["RAM"]),
        services: list(principal["Service"]),
        maxSessionDuration: props.maxSessionDuration ?? 3600,
        arn: `acs:ram::${account.id}:role/${name}`,
        roleId: `3${digitsOf(name)}`,
        createTime: "2026-01-01T00:00:00Z",
      };
    },
    checkRemove: (props) => {
      if (ofRole(roleNameOf(props) ?? "").length > 0) throw refusal("roleInUse");
    },
    retryRemove: isConflict,
  });
  return {
    ...record,
    async create(operation, props) {
      if (trustOf(props) === undefined)
        throw new Error(
          "At least one of 'assume_role_policy_document', 'document', 'ram_users' or 'services' must be set.",
        );
      await record.create(operation, props);
    },
    async delete(operation, name, props) {
      if (props.force) {
        const attached = await operation.call("ram:ListPoliciesForRole", name, () => ofRole(name));
        for (const key of attached) await detach(operation, account, key);
      }
      await record.delete(operation, name, props);
    },
  };
}

function trustOf({ assumeRolePolicyDocument, document, ramUsers, services }: RoleProps): string | undefined {
  const given = assumeRolePolicyDocument ?? document;
  if (given !== undefined || (ramUsers === undefined && services === undefined)) return given;
  const Principal = {
    ...(ramUsers?.length && { RAM: ramUsers }),
    ...(services?.length && { Service: services }),
  };
  return JSON.stringify({
    Version: "1",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal }],
  });
}

/** Seventeen digits that are always the same for a name. */
const digitsOf = (name: string) =>
  String(BigInt(`0x${createHash("sha256").update(name).digest("hex").slice(0, 16)}`))
    .padStart(17, "0")
    .slice(0, 17);
