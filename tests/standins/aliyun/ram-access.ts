import { ApiError } from "../api-error.js";
import type { CloudAccount } from "../cloud-account.js";
import type { Operation } from "../operation.js";
import { statements } from "../policy-document.js";
import type { Props } from "../wire.js";

export type AttachmentProps = { roleName: string; policyName: string; policyType: string };

export const roleType = "alicloud:ram/role:Role";
export const policyType = "alicloud:ram/policy:Policy";
export const attachmentType = "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment";

/** In RAM's own words: https://www.alibabacloud.com/help/en/ram/developer-reference/error-codes */
const refusals = {
  noRole: ["EntityNotExist.Role", "The role does not exist.", 404],
  roleTaken: ["EntityAlreadyExists.Role", "The role does already EXIST.", 409],
  roleInUse: [
    "DeleteConflict.Role.Policy",
    "The role CAN NOT has any attached policy while deleting the role.",
    409,
  ],
  noPolicy: ["EntityNotExist.Policy", "The policy does not exist.", 404],
  policyTaken: ["EntityAlreadyExists.Policy", "The policy does already EXIST.", 409],
  policyInUse: [
    "DeleteConflict.Role.Policy",
    "The policy CAN NOT been attached to any role while deleting the policy.",
    409,
  ],
  versions: ["LimitExceeded.Policy.Version", "The count of policy version beyond the current limits.", 409],
  attached: ["EntityAlreadyExists.Role.Policy", "The role has already been attached this policy.", 409],
} as const;

export function refusal(name: keyof typeof refusals): ApiError {
  const [code, message, status] = refusals[name];
  return new ApiError(code, message, status);
}

export const isConflict = ({ code }: ApiError) => code.startsWith("DeleteConflict.");

/** The attachments of a role or a policy. */
export function attachments(account: CloudAccount, isMeant: (props: AttachmentProps) => boolean): string[] {
  return [...account.table(attachmentType)].flatMap(([key, props]) =>
    isMeant(props as AttachmentProps) ? [key] : [],
  );
}

export const detach = (operation: Operation, account: CloudAccount, key: string) =>
  operation.call("ram:DetachPolicyFromRole", key, () => void account.table(attachmentType).delete(key));

export function checkName(
  parameter: string,
  name: string | undefined,
  pattern: RegExp,
  maxLength: number,
): void {
  if (name === undefined)
    throw new ApiError(`Missing${parameter}`, `${parameter} is mandatory for this action.`);
  if (!pattern.test(name))
    throw new ApiError(
      `InvalidParameter.${parameter}.InvalidChars`,
      `The parameter - "${parameter}" contains invalid chars.`,
    );
  if (name.length > maxLength)
    throw new ApiError(
      `InvalidParameter.${parameter}.Length`,
      `The parameter - "${parameter}" beyond the length limit.`,
    );
}

export function checkDocument(document: string | undefined): void {
  statements(document);
  const { Version } = JSON.parse(String(document)) as Props;
  if (Version !== "1")
    throw new ApiError("MalformedPolicyDocument", `The policy's Version must be 1, got ${Version}.`);
}
