import { isDeepStrictEqual } from "node:util";
import type { CloudAccount } from "../cloud-account.js";
import type { Kind } from "../kind.js";
import { list, statements } from "../policy-document.js";
import { recordKind, when } from "../record-kind.js";
import {
  attachments,
  checkDocument,
  checkName,
  detach,
  isConflict,
  policyType,
  refusal,
} from "./ram-access.js";

type PolicyProps = {
  policyName?: string;
  name?: string;
  policyDocument?: string;
  document?: string;
  statements?: { effect: string; actions: string[]; resources: string[] }[];
  rotateStrategy?: string;
  force?: boolean;
};

/** A policy may have five versions; https://www.alibabacloud.com/help/en/ram/limits */
const maxVersions = 5;

export function policyKind(account: CloudAccount): Kind<PolicyProps> {
  const nameOf = ({ policyName, name }: PolicyProps) => policyName ?? name;
  const ofPolicy = (name: string) =>
    attachments(account, ({ policyName, policyType: type }) => policyName === name && type === "Custom");
  const versionAfter = (props: PolicyProps): number => {
    const old = account.table(policyType).get(nameOf(props) ?? "");
    if (old === undefined) return 1;
    const number = Number(String(old["defaultVersion"]).slice(1));
    return isSameText(old["document"], documentOf(props)) ? number : number + 1;
  };
  const record = recordKind<PolicyProps>(account, policyType, {
    create: () => ["ram:CreatePolicy"],
    read: ["ram:GetPolicy", "ram:ListTagResources"],
    update: (changed) =>
      when(changed, {
        "ram:CreatePolicyVersion": ["policyDocument", "document", "statements"],
        "ram:UpdatePolicyDescription": ["description"],
        "ram:TagResources": ["tags"],
      }),
    remove: ["ram:DeletePolicy"],
    id: (props) => nameOf(props) ?? "",
    taken: () => refusal("policyTaken"),
    check: (props) => {
      checkName("PolicyName", nameOf(props), /^[a-zA-Z0-9-]+$/, 128);
      checkDocument(documentOf(props));
      const isRotated = props.rotateStrategy === "DeleteOldestNonDefaultVersionWhenLimitExceeded";
      if (versionAfter(props) > maxVersions && !isRotated) throw refusal("versions");
    },
    computed: (props, name) => {
      const document = documentOf(props);
      const version = `v${versionAfter(props)}`;
      return {
        policyName: name,
        name,
        policyDocument: document,
        document,
        version: "1",
        statements: statements(document).map(({ Effect, Action, Resource }) => ({
          effect: Effect,
          actions: list(Action),
          resources: list(Resource),
        })),
        type: "Custom",
        defaultVersion: version,
        versionId: version,
        attachmentCount: ofPolicy(name).length,
        createTime: "2026-01-01T00:00:00Z",
      };
    },
    checkRemove: (props) => {
      if (ofPolicy(nameOf(props) ?? "").length > 0) throw refusal("policyInUse");
    },
    retryRemove: isConflict,
  });
  return {
    ...record,
    async create(operation, props) {
      if (documentOf(props) === undefined)
        throw new Error("One of 'policy_document', 'document', 'statement'  must be specified.");
      await record.create(operation, props);
    },
    async delete(operation, name, props) {
      if (props.force) {
        const attached = await operation.call("ram:ListEntitiesForPolicy", name, () => ofPolicy(name));
        for (const key of attached) await detach(operation, account, key);
        await operation.call("ram:ListPolicyVersions", name);
      }
      await record.delete(operation, name, props);
    },
  };
}

function documentOf({ policyDocument, document, statements }: PolicyProps): string | undefined {
  const given = policyDocument ?? document;
  if (given !== undefined || statements === undefined) return given;
  const Statement = statements.map(({ effect, actions, resources }) => ({
    Effect: effect,
    Action: actions,
    Resource: resources,
  }));
  return JSON.stringify({ Version: "1", Statement });
}

const isSameText = (one: unknown, other: unknown) =>
  isDeepStrictEqual(JSON.parse(String(one)), JSON.parse(String(other)));
