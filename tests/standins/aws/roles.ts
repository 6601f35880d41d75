import { list, statements } from "../policy-document.js";
import { isObject } from "../wire.js";
import type { Account } from "./account.js";
import { invalid } from "./lambda-calls.js";
import type { FunctionProps } from "./lambda-function.js";

export const roleType = "aws:iam/role:Role";
export const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
export const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** Managed policies, as far as functions need them: https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html */
export const managedPolicies: Readonly<Record<string, readonly string[]>> = {
  "service-role/AWSLambdaBasicExecutionRole": [
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ],
  "service-role/AWSLambdaVPCAccessExecutionRole": [
    "logs:*",
    "ec2:CreateNetworkInterface",
    "ec2:Describe*",
    "ec2:DeleteNetworkInterface",
  ],
  AWSXRayDaemonWriteAccess: ["xray:*"],
  AWSXrayWriteOnlyAccess: ["xray:*"],
  AmazonSQSFullAccess: ["sqs:*"],
  AmazonSNSFullAccess: ["sns:*"],
  AdministratorAccess: ["*"],
};

/** Refuses a role that a function with this configuration cannot run with. */
export function checkRole(account: Account, arn: string, config: FunctionProps): void {
  const [name, role] = [...account.table(roleType)].find(([, role]) => role["arn"] === arn) ?? [];
  if (name === undefined || !isAssumable(role?.["assumeRolePolicy"]))
    throw invalid("The role defined for the function cannot be assumed by Lambda.");
  const { vpcConfig, deadLetterConfig, tracingConfig } = config;
  const target = deadLetterConfig?.targetArn.split(":")[2];
  const needs: [unknown, string, string][] = [
    [vpcConfig?.subnetIds.length, "ec2:CreateNetworkInterface", "EC2"],
    [target === "sqs", "sqs:SendMessage", "SQS"],
    [target === "sns", "sns:Publish", "SNS"],
    [tracingConfig?.mode === "Active", "xray:PutTraceSegments", "XRAY"],
  ];
  for (const [isNeeded, action, service] of needs) {
    if (isNeeded && !isAllowed(account, name, action))
      throw invalid(
        `The provided execution role does not have permissions to call ${action.split(":")[1]} on ${service}`,
      );
  }
}

function isAssumable(policy: unknown): boolean {
  return statements(policy).some(({ Effect, Action, Principal }) => {
    const services = isObject(Principal) ? list(Principal["Service"]) : [];
    return (
      Effect === "Allow" &&
      list(Action).includes("sts:AssumeRole") &&
      services.includes("lambda.amazonaws.com")
    );
  });
}

function isAllowed(account: Account, role: string, action: string): boolean {
  const inline = [...account.table(rolePolicyType).values()].filter((policy) => policy["role"] === role);
  const attached = [...account.table(attachmentType).values()].filter(
    (attachment) => attachment["role"] === role,
  );
  const granted = [
    ...inline
      .flatMap(({ policy }) => statements(policy))
      .flatMap(({ Effect, Action }) => (Effect === "Allow" ? list(Action) : [])),
    ...attached.flatMap(
      ({ policyArn }) => managedPolicies[String(policyArn).split(":policy/")[1] ?? ""] ?? [],
    ),
  ];
  return granted.some((pattern) =>
    new RegExp(`^${String(pattern).replaceAll("*", ".*")}$`, "i").test(action),
  );
}
