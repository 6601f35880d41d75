import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AwsArgs } from "../../../providers/aws/args.js";
import { declare, declareChanges } from "./declare.js";

const ownLog = {
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/shop-prod-api-1234567:*",
};

describe("the role of a function on aws", () => {
  const queue = "arn:aws:sqs:us-east-1:123456789012:failed";
  const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd";
  const statement = (Action: string, Resource: string) => ({ Effect: "Allow", Action, Resource });
  const network = {
    Effect: "Allow",
    Action: [
      "ec2:CreateNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:DeleteNetworkInterface",
      "ec2:AssignPrivateIpAddresses",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
  };
  const traces = {
    Effect: "Allow",
    Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    Resource: "*",
  };
  const destination = (service: string, name: string) => `arn:aws:${service}:us-east-1:123456789012:${name}`;
  const cases: [title: string, own: AwsArgs, ...statements: object[]][] = [
    ["its own log group only, with no argument", {}],
    ["the network, with a VPC", { vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] } }, network],
    ["traces, with tracing", { tracing: true }, traces],
    ["the key, with an encrypted environment", { kmsKeyArn: key }, statement("kms:Decrypt", key)],
    ["a queue, with dead letters", { deadLetterArn: queue }, statement("sqs:SendMessage", queue)],
    [
      "a topic, with dead letters",
      { deadLetterArn: destination("sns", "failed") },
      statement("sns:Publish", destination("sns", "failed")),
    ],
    [
      "the destinations of asynchronous calls",
      {
        async: {
          onSuccessArn: destination("lambda", "function:next"),
          onFailureArn: destination("events", "event-bus/failures"),
        },
      },
      statement("lambda:InvokeFunction", destination("lambda", "function:next")),
      statement("events:PutEvents", destination("events", "event-bus/failures")),
    ],
    [
      "a queue that is known only later",
      { deadLetterArn: pulumi.output(queue) },
      statement("sqs:SendMessage", queue),
    ],
    [
      "all of it, with all of them",
      {
        vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
        tracing: true,
        kmsKeyArn: key,
        deadLetterArn: queue,
        async: { onFailureArn: queue },
      },
      network,
      traces,
      statement("kms:Decrypt", key),
      statement("sqs:SendMessage", queue),
      statement("sqs:SendMessage", queue),
    ],
    [
      "nothing more for what Lambda itself does",
      {
        logs: { kmsKeyArn: key },
        layers: ["arn:aws:lambda:us-east-1:123456789012:layer:certificates:3"],
        alarms: { actionArns: ["arn:aws:sns:us-east-1:123456789012:on-call"] },
      },
    ],
  ];
  for (const [title, own, ...statements] of cases) {
    it(`may use ${title}`, async () => {
      const { inputs } = await declare({ aws: own });
      assert.deepEqual(inputs["aws:iam/rolePolicy:RolePolicy shop-prod-api-own"], {
        role: "shop-prod-api-1234567",
        policy: { Version: "2012-10-17", Statement: [ownLog, ...statements] },
      });
    });
  }

  it("has the policies and the boundary that are given, all of them before the function", async () => {
    const args = {
      aws: {
        policies: [
          "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
          "arn:aws:iam::123456789012:policy/orders",
        ],
        inlinePolicy: '{"Statement":[]}',
        permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
      },
    };
    const role = "shop-prod-api-1234567";
    assert.deepEqual(await declareChanges(args), {
      "aws:iam/role:Role shop-prod-api": { permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary" },
      "aws:iam/rolePolicy:RolePolicy shop-prod-api-inline": { role, policy: { Statement: [] } },
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment shop-prod-api-AmazonS3ReadOnlyAccess-87437452": {
        role,
        policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      },
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment shop-prod-api-orders-cb4d5ba3": {
        role,
        policyArn: "arn:aws:iam::123456789012:policy/orders",
      },
    });
    const { options } = await declare(args);
    assert.deepEqual(options["function"], {
      after: ["logGroup", "rolePolicy", "inlinePolicy", "policy0", "policy1"],
    });
  });

  it("is the one that is given", async () => {
    const role = "arn:aws:iam::123456789012:role/shop";
    assert.deepEqual(await declareChanges({ aws: { role: pulumi.output(role) } }), {
      "aws:iam/role:Role shop-prod-api": { assumeRolePolicy: undefined, tags: undefined },
      "aws:iam/rolePolicy:RolePolicy shop-prod-api-own": { role: undefined, policy: undefined },
      "aws:lambda/function:Function shop-prod-api": { role },
    });
  });

  it("keeps a policy under its name when another one is left out", async () => {
    const policies = [
      "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      "arn:aws:iam::123456789012:policy/orders",
    ];
    const attached = async (arns: string[]) =>
      Object.keys((await declare({ aws: { policies: arns } })).inputs).filter((key) =>
        /Attachment/.test(key),
      );
    const [, second] = await attached(policies);
    assert.deepEqual(await attached(policies.slice(1)), [second]);
  });
});
