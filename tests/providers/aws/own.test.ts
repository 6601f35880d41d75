import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { GoServerlessFunctionArgs } from "../../../components/args.js";
import { toSpec } from "../../../components/spec.js";
import type { AwsArgs } from "../../../providers/aws/args.js";
import { aws } from "../../../providers/aws/index.js";
import { refusalsOf } from "../refusals-of.js";

const accept = (own: AwsArgs) => toSpec("api", { entry: ".", aws: own }, aws).own;
const known =
  "role, policies, inlinePolicy, permissionsBoundary, vpc, kmsKeyArn, tracing, layers, logs, bucket, deadLetterArn, async, smoke, alarms, rollout, rollback";

describe("the section aws", () => {
  it("has defaults", () => {
    assert.deepEqual(accept({}), {
      policies: [],
      vpc: undefined,
      tracing: false,
      layers: [],
      logs: { format: "json", applicationLevel: "INFO", systemLevel: "INFO" },
      async: undefined,
      alarms: undefined,
      rollout: undefined,
      rollback: undefined,
    });
  });

  it("fills the defaults of its own sections", () => {
    const { vpc, async, alarms } = accept({
      vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
      async: {},
      alarms: {},
    });
    assert.deepEqual(vpc, { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"], ipv6: false });
    assert.deepEqual(async, { maxRetries: 2, maxAgeSeconds: 21_600 });
    assert.deepEqual(alarms, { actionArns: [], errors: 1, throttles: 1, spillovers: 1 });
  });

  it("takes outputs wherever only AWS sees the value", () => {
    const later = <T>(value: T) => pulumi.output(value);
    accept({
      permissionsBoundary: later("x"),
      policies: [later("x")],
      inlinePolicy: later("x"),
      vpc: { subnetIds: later(["x"]), securityGroupIds: [later("x")] },
      kmsKeyArn: Promise.resolve("x"),
      layers: [later("x")],
      logs: { kmsKeyArn: later("x") },
      bucket: later("x"),
      deadLetterArn: later("x"),
      async: { onSuccessArn: later("x"), onFailureArn: later("x") },
      smoke: { payload: later("x") },
      alarms: { actionArns: [later("x")] },
    });
    accept({ role: later("x") });
  });

  const accepted: [title: string, own: AwsArgs][] = [
    ["a role of another partition, with a path", { role: "arn:aws-cn:iam::123456789012:role/team/shop" }],
    [
      "a policy of AWS and one of the account",
      {
        policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::123456789012:policy/orders"],
      },
    ],
    ["five layers", { layers: Array(5).fill("arn:aws:lambda:eu-west-1:123456789012:layer:ca:3") }],
    ["text logs without levels", { logs: { format: "text" } }],
    [
      "the ends of every range",
      {
        async: { maxRetries: 0, maxAgeSeconds: 60 },
        alarms: { errors: 1 },
        rollout: { percent: 0, previousVersion: "1" },
      },
    ],
  ];
  for (const [title, own] of accepted) it(`accepts ${title}`, () => void accept(own));

  const vpcIds = (ids: unknown) => ({ vpc: { subnetIds: ids, securityGroupIds: ["sg-1"] } });
  const refused: [title: string, own: object, ...sentences: string[]][] = [
    [
      "SnapStart",
      { snapStart: { applyOn: "PublishedVersions" } },
      '"aws.snapStart" is not an argument: SnapStart restores Java, Python and .NET only (https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html). Use "warm".',
    ],
    ["an unknown argument", { memory: 1 }, `"aws.memory" is not an argument. Known here: ${known}.`],
    [
      "an unknown argument of its sections",
      { vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"], id: "vpc-1" } },
      '"aws.vpc.id" is not an argument. Known here: subnetIds, securityGroupIds, ipv6.',
    ],
    [
      "a role that is no ARN",
      { role: "shop" },
      '"aws.role" must be the ARN of a role, such as "arn:aws:iam::123456789012:role/shop", got "shop".',
    ],
    [
      "the ARN of something else as a role",
      { role: "arn:aws:iam::123456789012:user/shop" },
      '"aws.role" must be the ARN of a role, such as "arn:aws:iam::123456789012:role/shop", got "arn:aws:iam::123456789012:user/shop".',
    ],
    [
      "policies, a document and a boundary for a role that is given, without showing them",
      {
        role: "arn:aws:iam::123456789012:role/shop",
        policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        inlinePolicy: "{}",
        permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
      },
      '"aws.policies" must be left out with "aws.role". It is for the role that is created without one.',
      '"aws.inlinePolicy" must be left out with "aws.role". It is for the role that is created without one.',
      '"aws.permissionsBoundary" must be left out with "aws.role". It is for the role that is created without one.',
    ],
    [
      "a policy that is a name",
      { policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "ReadOnlyAccess"] },
      '"aws.policies[1]" must be the ARN of a policy, such as "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", got "ReadOnlyAccess".',
    ],
    [
      "a policy document that is no JSON, without showing it",
      { inlinePolicy: "{" },
      '"aws.inlinePolicy" must be JSON.',
    ],
    [
      "a boundary that is a role",
      { permissionsBoundary: "arn:aws:iam::123456789012:role/shop" },
      '"aws.permissionsBoundary" must be the ARN of a policy, such as "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", got "arn:aws:iam::123456789012:role/shop".',
    ],
    [
      "a VPC without subnets",
      { vpc: { subnetIds: [], securityGroupIds: ["sg-1"] } },
      '"aws.vpc.subnetIds" must be a list that names at least one, got an empty list.',
    ],
    [
      "a VPC without anything",
      { vpc: {} },
      '"aws.vpc.subnetIds" must be a list that names at least one, got undefined.',
      '"aws.vpc.securityGroupIds" must be a list that names at least one, got undefined.',
    ],
    [
      "a subnet that is no list",
      vpcIds("subnet-1"),
      '"aws.vpc.subnetIds" must be a list that names at least one, got "subnet-1".',
    ],
    [
      "a subnet that is no text",
      vpcIds(["subnet-1", 2]),
      '"aws.vpc.subnetIds[1]" must be a non-empty string or an Output, got 2.',
    ],
    [
      "a key that is an ID",
      { kmsKeyArn: "1234abcd", logs: { kmsKeyArn: "alias/shop" } },
      '"aws.kmsKeyArn" must be the ARN of a KMS key, such as "arn:aws:kms:eu-west-1:123456789012:key/1234abcd", got "1234abcd".',
      '"aws.logs.kmsKeyArn" must be the ARN of a KMS key, such as "arn:aws:kms:eu-west-1:123456789012:key/1234abcd", got "alias/shop".',
    ],
    ["tracing that is no flag", { tracing: "Active" }, '"aws.tracing" must be true or false, got "Active".'],
    [
      "six layers",
      { layers: Array(6).fill("arn:aws:lambda:eu-west-1:123456789012:layer:ca:3") },
      '"aws.layers" must name at most 5, got 6.',
    ],
    [
      "a layer without a version",
      { layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:ca"] },
      '"aws.layers[0]" must be the ARN of a layer version, such as "arn:aws:lambda:eu-west-1:123456789012:layer:certificates:3", got "arn:aws:lambda:eu-west-1:123456789012:layer:ca".',
    ],
    [
      "an unknown format of logs",
      { logs: { format: "JSON" } },
      '"aws.logs.format" must be "json" or "text" on aws, got "JSON".',
    ],
    [
      "levels with text logs",
      { logs: { format: "text", applicationLevel: "INFO", systemLevel: "WARN" } },
      '"aws.logs.applicationLevel" must be left out with "aws.logs.format" text, which has no levels, got "INFO".',
      '"aws.logs.systemLevel" must be left out with "aws.logs.format" text, which has no levels, got "WARN".',
    ],
    [
      "levels that there are not",
      { logs: { applicationLevel: "info", systemLevel: "ERROR" } },
      '"aws.logs.applicationLevel" must be "TRACE", "DEBUG", "INFO", "WARN", "ERROR" or "FATAL" on aws, got "info".',
      '"aws.logs.systemLevel" must be "DEBUG", "INFO" or "WARN" on aws, got "ERROR".',
    ],
    [
      "a bucket without a name",
      { bucket: "" },
      '"aws.bucket" must be a non-empty string or an Output, got "".',
    ],
    [
      "a bucket for dead letters",
      { deadLetterArn: "arn:aws:s3:::failed" },
      '"aws.deadLetterArn" must be the ARN of a queue or topic, such as "arn:aws:sqs:eu-west-1:123456789012:failed", got "arn:aws:s3:::failed".',
    ],
    [
      "asynchronous calls out of range",
      { async: { maxRetries: 3, maxAgeSeconds: 59, onSuccessArn: "done", onFailureArn: "failed" } },
      '"aws.async.onSuccessArn" must be the ARN of a queue, topic, function or event bus, such as "arn:aws:sqs:eu-west-1:123456789012:failed", got "done".',
      '"aws.async.onFailureArn" must be the ARN of a queue, topic, function or event bus, such as "arn:aws:sqs:eu-west-1:123456789012:failed", got "failed".',
      '"aws.async.maxRetries" must be 0-2 on aws, got 3.',
      '"aws.async.maxAgeSeconds" must be 60-21600 on aws, got 59.',
    ],
    [
      "a smoke call whose payload is no JSON, without showing it",
      { smoke: { payload: "ping" } },
      '"aws.smoke.payload" must be JSON.',
    ],
    [
      "a smoke call without a payload",
      { smoke: {} },
      '"aws.smoke.payload" must be a non-empty string or an Output, got undefined.',
    ],
    [
      "a smoke call whose payload is not written down as JSON",
      { smoke: { payload: { ping: true } } },
      '"aws.smoke.payload" must be a non-empty string or an Output, got an object.',
    ],
    [
      "alarms out of range",
      { alarms: { actionArns: ["on-call"], errors: 0, throttles: 0.5, spillovers: -1 } },
      '"aws.alarms.actionArns[0]" must be the ARN of a topic or other alarm action, such as "arn:aws:sns:eu-west-1:123456789012:on-call", got "on-call".',
      '"aws.alarms.errors" must be a whole number of at least 1 on aws, got 0.',
      '"aws.alarms.throttles" must be a whole number of at least 1 on aws, got 0.5.',
      '"aws.alarms.spillovers" must be a whole number of at least 1 on aws, got -1.',
    ],
    [
      "a rollout out of range, from a version that is an alias",
      { rollout: { percent: 101, previousVersion: "live" } },
      '"aws.rollout.percent" must be 0-100 on aws, got 101.',
      '"aws.rollout.previousVersion" must be the number of a published version, such as "41", got "live".',
    ],
    [
      "a rollout that says nothing",
      { rollout: {} },
      '"aws.rollout.percent" must be 0-100 on aws, got undefined.',
      '"aws.rollout.previousVersion" must be the number of a published version, such as "41", got undefined.',
    ],
    [
      "a rollback to what is not published",
      { rollback: "$LATEST" },
      '"aws.rollback" must be the number of a published version, such as "41", got "$LATEST".',
    ],
    [
      "a rollback to a number that is no text",
      { rollback: 41 },
      '"aws.rollback" must be the number of a published version, such as "41", got 41.',
    ],
  ];
  for (const [title, own, ...sentences] of refused) {
    it(`refuses ${title}`, () => {
      const args = { entry: ".", aws: own } as GoServerlessFunctionArgs;
      assert.deepEqual(refusalsOf(args, aws), sentences);
    });
  }
});
