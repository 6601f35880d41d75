import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import { working } from "../e2e/command-outcome.js";
import { PulumiProject } from "../e2e/pulumi-project.js";
import { StandinAws } from "../standins/aws/standin-aws.js";
import { DeployerPolicy, unique } from "./deployer-policy.js";

const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:123456789012:${rest}`;

/** Every argument that is more than a number of the function's own configuration. */
const everything: Partial<GoServerlessFunctionArgs> = {
  entry: "hello",
  architecture: process.arch === "arm64" ? "arm64" : "amd64",
  build: { include: ["large.bin"] },
  environment: { GREETING: "Hello" },
  maxConcurrency: 20,
  warm: {
    instances: 1,
    autoscale: { max: 2, targetUtilization: 0.7 },
    schedules: [{ cron: "0 8 * * MON-FRI", instances: 2 }],
  },
  http: { auth: "none", cors: { allowOrigins: ["https://example.com"] } },
  logs: { retentionDays: 7 },
  tags: { team: "checkout" },
  aws: {
    policies: ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"],
    inlinePolicy: policyOf("s3:GetObject"),
    permissionsBoundary: "arn:aws:iam::123456789012:policy/bounds",
    vpc: { subnetIds: ["subnet-0a1b2c3d"], securityGroupIds: ["sg-0a1b2c3d"] },
    kmsKeyArn: arn("kms", "key/1234abcd"),
    tracing: true,
    layers: [arn("lambda", "layer:certificates:3")],
    logs: { kmsKeyArn: arn("kms", "key/1234abcd") },
    deadLetterArn: arn("sqs", "failed"),
    async: { maxRetries: 1, onFailureArn: arn("sqs", "failed") },
    smoke: { payload: "{}" },
    alarms: { actionArns: [arn("sns", "on-call")] },
  },
};

/** The same arguments, each with another value. */
const changed: Partial<GoServerlessFunctionArgs> = {
  ...everything,
  memoryMb: 512,
  maxConcurrency: 30,
  environment: { GREETING: "Servus" },
  warm: {
    instances: 1,
    autoscale: { max: 3, targetUtilization: 0.5 },
    schedules: [{ cron: "0 9 * * MON-FRI", instances: 2 }],
  },
  http: { auth: "iam", cors: { allowOrigins: ["https://example.org"] } },
  logs: { retentionDays: 14 },
  tags: { team: "payment" },
  aws: {
    ...everything.aws,
    policies: ["arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"],
    inlinePolicy: policyOf("s3:PutObject"),
    permissionsBoundary: "arn:aws:iam::123456789012:policy/narrower",
    logs: { kmsKeyArn: arn("kms", "key/5678efab") },
    async: { maxRetries: 0, onFailureArn: arn("sqs", "failed") },
    alarms: { actionArns: [arn("sns", "on-call")], errors: 5 },
  },
};

/** The same for an image, with what differs. */
const image: Partial<GoServerlessFunctionArgs> = {
  entry: "hello",
  architecture: everything.architecture,
  packaging: "image",
  tags: { team: "checkout" },
};

/** What AWS wants besides the permission that is named like the call, with who says so. */
const besides: Readonly<Record<string, string>> = {
  "iam:PassRole": "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  "iam:CreateServiceLinkedRole":
    "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html",
  // A call that creates with tags needs the right to tag, and a tag that goes is another call.
  "lambda:UntagResource": "https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html",
  "logs:UntagResource":
    "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html",
  "iam:UntagRole": "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html",
  "cloudwatch:TagResource":
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  "cloudwatch:UntagResource":
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html",
  "application-autoscaling:TagResource":
    "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
  "application-autoscaling:UntagResource":
    "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_UntagResource.html",
  "lambda:ListTags": "https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html",
  "iam:DeleteRolePermissionsBoundary":
    "https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html",
  "logs:DisassociateKmsKey":
    "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html",
  "s3:GetObjectTagging": "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html",
  "ecr:UntagResource": "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html",
  ...Object.fromEntries(
    // The registry's own protocol is no call of the provider.
    [
      "BatchCheckLayerAvailability",
      "CompleteLayerUpload",
      "InitiateLayerUpload",
      "PutImage",
      "UploadLayerPart",
    ].map((action) => [
      `ecr:${action}`,
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html",
    ]),
  ),
  "ecr:BatchGetImage":
    "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions",
  "ecr:GetDownloadUrlForLayer":
    "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions",
  "ec2:DescribeSecurityGroups": "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  "ec2:DescribeSubnets": "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  "ec2:DescribeVpcs": "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  "kms:CreateGrant": "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
  "kms:Decrypt": "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
  "kms:Encrypt": "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
  "lambda:GetLayerVersion": "https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html",
};

describe("the policy of a deployer to AWS", function () {
  this.timeout(600_000);
  const policy = new DeployerPolicy("aws", {
    REGION: "us-east-1",
    ACCOUNT: "123456789012",
    "PROJECT-STACK": "shop-dev",
  });
  let aws: StandinAws;
  let project: PulumiProject;

  before(async () => {
    aws = await StandinAws.start({ images: true });
    project = new PulumiProject("shop");
    Object.assign(project.env, aws.environment(project.env));
    project.writeFunction("hello", "Hello, %s!");
    // It does not get smaller in a zip, and so goes through S3.
    fs.writeFileSync(path.join(project.folder, "hello/large.bin"), randomBytes(53e6));
    await project.init("dev", "aws");
    await live();
  });
  after(async () => {
    await project.dispose();
    await aws.stop();
  });

  it("allows every action that a function's whole life takes, and no other", () => {
    const called = calls().map(({ action }) => action);
    assert.deepEqual(unique(policy.actions), unique([...called, ...Object.keys(besides)]));
  });

  it("says of no action that it is needed besides when it is called", () => {
    const called = new Set(calls().map(({ action }) => action));
    assert.deepEqual(
      Object.keys(besides).filter((action) => called.has(action)),
      [],
    );
  });

  it("allows each action on what it was called for", () => {
    const refused = calls().filter(({ action, target }) => !policy.isAllowed(action, toArn(action, target)));
    assert.deepEqual(unique(refused.map(({ action, target }) => `${action} ${target}`)), []);
  });

  it("allows nothing but to look around outside of the stack", () => {
    const elsewhere = calls().filter(({ action, target }) => {
      const other = toArn(action, target.replace("shop-dev", "x"));
      return other.includes("x-hello") && policy.isAllowed(action, other);
    });
    assert.deepEqual(unique(elsewhere.map(({ action }) => action)), [
      "cloudwatch:DescribeAlarms",
      "logs:DescribeLogGroups",
    ]);
  });

  it("passes roles to Lambda only", () => {
    assert.deepEqual(policy.conditionsOf("iam:PassRole"), [
      { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    ]);
  });

  it("fits into managed policies, with what images need in one of its own", () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    assert.ok(policy.length <= 6144);
  });

  /** Creates with everything, changes everything, shifts traffic, refreshes and destroys. */
  async function live(): Promise<void> {
    await up(everything);
    project.writeFunction("hello", "Servus, %s!");
    await up(changed);
    await up({ ...changed, tags: { team: "search" }, maxConcurrency: undefined, warm: { instances: 1 } });
    await up({ ...changed, warm: { instances: 2 }, http: { auth: "none" } });
    await up({ ...changed, aws: { ...changed.aws, rollout: { percent: 10, previousVersion: "2" } } });
    await working(project.pulumi("refresh", "--yes", "--stack", "dev"));
    await up({ ...changed, aws: { ...changed.aws, rollback: "2" } });
    await destroy();
    fs.rmSync(path.join(project.folder, "hello/large.bin"));
    await up(image);
    project.writeFunction("hello", "Hi, %s!");
    await up({ ...image, tags: { team: "payment" } });
    await working(project.pulumi("refresh", "--yes", "--stack", "dev"));
    await destroy();
  }

  async function destroy(): Promise<void> {
    await working(project.pulumi("destroy", "--yes", "--stack", "dev"));
    assert.deepEqual(aws.account.contents, []);
  }

  async function up(args: Partial<GoServerlessFunctionArgs>): Promise<void> {
    project.declare({ hello: args });
    await working(project.up());
  }

  const calls = () => aws.calls.filter(({ kind }) => kind === "call");
});

/** What IAM would be asked about. */
function toArn(action: string, target: string): string {
  const [service = ""] = action.split(":");
  const [name = ""] = target.split(" ");
  const arns: Readonly<Record<string, string>> = {
    lambda: arn("lambda", `function:${name}`),
    iam: `arn:aws:iam::123456789012:role/${name.split(/[:/]/)[0]}`,
    logs: arn("logs", `log-group:${name}`),
    cloudwatch: arn("cloudwatch", `alarm:${name}`),
    s3: `arn:aws:s3:::${name}`,
    ecr: arn("ecr", `repository/${name}`),
    "application-autoscaling": arn(service, "scalable-target/0123"),
  };
  return arns[service] ?? "";
}

function policyOf(action: string): string {
  const statement = { Effect: "Allow", Action: action, Resource: "*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
