import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { attachmentName } from "../attachment-name.js";
import type { AwsSpec } from "./own.js";
import type { Scope } from "./scope.js";

interface Statement {
  readonly Effect: "Allow";
  readonly Action: string | readonly string[];
  readonly Resource: string;
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
});

/** What a function writes to, by the service in the ARN. */
const sendActions: Readonly<Record<string, string>> = {
  sqs: "sqs:SendMessage",
  sns: "sns:Publish",
  lambda: "lambda:InvokeFunction",
  events: "events:PutEvents",
};

/** The role that the function runs as, and what has to be there before the function can use it. */
export function declareRole(
  scope: Scope,
  logGroup: LogGroup,
): { readonly arn: pulumi.Input<string>; readonly policies: readonly pulumi.Resource[] } {
  const { spec, prefix, tags, resources, after } = scope;
  const { own } = spec;
  if (own.role !== undefined) return { arn: own.role, policies: [] };

  const role = new Role(
    prefix,
    { assumeRolePolicy: trust, permissionsBoundary: own.permissionsBoundary, tags },
    after(),
  );
  resources["role"] = role;
  const declarePolicy = (suffix: string, policy: pulumi.Input<string>) =>
    new RolePolicy(
      `${prefix}-${suffix}`,
      { role: role.name, policy },
      // The version before still needs what is taken away: the old policy goes when the new version has the traffic.
      { ...after(), replaceOnChanges: ["policy"] },
    );
  const policies: Record<string, pulumi.Resource> = {
    rolePolicy: declarePolicy("own", leastPolicy(own, logGroup.arn)),
    ...(own.inlinePolicy !== undefined && { inlinePolicy: declarePolicy("inline", own.inlinePolicy) }),
  };
  own.policies.forEach((policyArn, index) => {
    const attachment = { role: role.name, policyArn };
    const name = `${prefix}-${attachmentName(policyArn, index)}`;
    policies[`policy${index}`] = new RolePolicyAttachment(name, attachment, after());
  });
  Object.assign(resources, policies);
  return { arn: role.arn, policies: Object.values(policies) };
}

/** Its own log, and what the arguments ask for. */
function leastPolicy(own: AwsSpec, logGroupArn: pulumi.Output<string>): pulumi.Output<string> {
  const targets = [own.deadLetterArn, own.async?.onSuccessArn, own.async?.onFailureArn].filter(
    (arn) => arn !== undefined,
  );
  return pulumi
    .all([logGroupArn, pulumi.output(targets), pulumi.output(own.kmsKeyArn)])
    .apply(([logArn, targetArns, kmsKeyArn]) => {
      const statements: Statement[] = [
        allow(["logs:CreateLogStream", "logs:PutLogEvents"], `${logArn}:*`),
        // Neither service knows a narrower resource:
        // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
        ...(own.vpc === undefined ? [] : [allow(networkActions, "*")]),
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
        ...(own.tracing ? [allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*")] : []),
        ...(kmsKeyArn === undefined ? [] : [allow("kms:Decrypt", kmsKeyArn)]),
        ...targetArns.map((arn) => allow(sendActions[arn.split(":")[2] ?? ""] ?? "sqs:SendMessage", arn)),
      ];
      return JSON.stringify({ Version: "2012-10-17", Statement: statements });
    });
}

const networkActions = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

function allow(action: Statement["Action"], resource: string): Statement {
  return { Effect: "Allow", Action: action, Resource: resource };
}
