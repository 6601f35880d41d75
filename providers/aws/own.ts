import type * as pulumi from "@pulumi/pulumi";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { Checker } from "../../components/checker.js";
import type { Known } from "../../components/known-arguments.js";
import { asSection } from "../../components/rule.js";
import type { WarmSpec } from "../../components/warm.js";
import { checkGivenRole } from "../given-role.js";
import { toRollout, toVersion } from "../rollout.js";
import {
  type AwsAlarmsArgs,
  type AwsArgs,
  type AwsAsyncArgs,
  AwsLogFormat,
  AwsLogLevel,
  type AwsLogsArgs,
  type AwsRolloutArgs,
  type AwsSmokeArgs,
  type AwsVpcArgs,
} from "./args.js";
import { checkArns } from "./check-arn.js";
import { checkImage } from "./check-image.js";
import { maxLayers } from "./limits.js";
import { checkRolloutRoom } from "./rollout.js";

/** The `aws` section with its defaults filled. */
export interface AwsSpec
  extends Omit<AwsArgs, "policies" | "tracing" | "layers" | "logs" | "vpc" | "async" | "alarms" | "rollout"> {
  readonly policies: readonly pulumi.Input<string>[];
  readonly vpc?: Required<AwsVpcArgs>;
  readonly tracing: boolean;
  readonly layers: readonly pulumi.Input<string>[];
  readonly logs: AwsLogsArgs & { readonly format: AwsLogFormat };
  readonly async?: AwsAsyncArgs & { readonly maxRetries: number; readonly maxAgeSeconds: number };
  readonly alarms?: Required<AwsAlarmsArgs>;
  readonly rollout?: Readonly<AwsRolloutArgs>;
}

const vpc: Known<AwsVpcArgs> = { subnetIds: true, securityGroupIds: true, ipv6: true };
const logs: Known<AwsLogsArgs> = { format: true, applicationLevel: true, systemLevel: true, kmsKeyArn: true };
const async: Known<AwsAsyncArgs> = {
  maxRetries: true,
  maxAgeSeconds: true,
  onSuccessArn: true,
  onFailureArn: true,
};
const smoke: Known<AwsSmokeArgs> = { payload: true };
const alarms: Known<AwsAlarmsArgs> = { actionArns: true, errors: true, throttles: true, spillovers: true };
const rollout: Known<AwsRolloutArgs> = { percent: true, previousVersion: true };
const known: Known<AwsArgs> = {
  role: true,
  policies: true,
  inlinePolicy: true,
  permissionsBoundary: true,
  vpc,
  kmsKeyArn: true,
  tracing: true,
  layers: true,
  logs,
  bucket: true,
  deadLetterArn: true,
  async,
  smoke,
  alarms,
  rollout,
  rollback: true,
};
/** A text is why there is no such argument. */
export const ownArguments = {
  ...known,
  snapStart:
    'is not an argument: SnapStart restores Java, Python and .NET only (https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html). Use "warm".',
};

const atLeastOne = { min: 1, max: Number.MAX_SAFE_INTEGER };

/** Fills and checks the `aws` section. */
export function own(args: GoServerlessFunctionArgs, check: Checker, warm: WarmSpec): AwsSpec {
  const aws = asSection(args.aws) ?? {};
  const [async, alarms] = [asSection(aws.async), asSection(aws.alarms)];
  checkArns(aws, check);
  checkImage(args, check);
  checkGivenRole("aws", aws, ["policies", "inlinePolicy", "permissionsBoundary"], check);
  if (aws.inlinePolicy !== undefined) check.json("aws.inlinePolicy", aws.inlinePolicy);
  if (aws.bucket !== undefined) check.text("aws.bucket", aws.bucket);
  const spec: AwsSpec = {
    ...aws,
    policies: check.inputs("aws.policies", aws.policies ?? []),
    vpc: toVpc(asSection(aws.vpc), check),
    tracing: check.boolean("aws.tracing", aws.tracing ?? false),
    layers: check.inputs("aws.layers", aws.layers ?? [], maxLayers),
    logs: toLogs(asSection(aws.logs) ?? {}, check),
    async: async && {
      ...async,
      maxRetries: check.number("aws.async.maxRetries", async.maxRetries ?? 2, { min: 0, max: 2 }),
      maxAgeSeconds: check.number("aws.async.maxAgeSeconds", async.maxAgeSeconds ?? 21_600, {
        min: 60,
        max: 21_600,
      }),
    },
    alarms: alarms && {
      actionArns: [...check.inputs("aws.alarms.actionArns", alarms.actionArns ?? [])],
      errors: check.number("aws.alarms.errors", alarms.errors ?? 1, atLeastOne),
      throttles: check.number("aws.alarms.throttles", alarms.throttles ?? 1, atLeastOne),
      spillovers: check.number("aws.alarms.spillovers", alarms.spillovers ?? 1, atLeastOne),
    },
    rollout: toRollout("aws", asSection(aws.rollout), check),
    rollback: aws.rollback === undefined ? undefined : toVersion("aws.rollback", aws.rollback, check),
  };
  checkSmoke(asSection(aws.smoke), check);
  checkRolloutRoom(spec, args.maxConcurrency, warm, check);
  return spec;
}

function toVpc(args: AwsVpcArgs | undefined, check: Checker): Required<AwsVpcArgs> | undefined {
  if (args === undefined) return undefined;
  check.texts("aws.vpc.subnetIds", args.subnetIds);
  check.texts("aws.vpc.securityGroupIds", args.securityGroupIds);
  const { subnetIds, securityGroupIds, ipv6 = false } = args;
  return { subnetIds, securityGroupIds, ipv6: check.boolean("aws.vpc.ipv6", ipv6) };
}

function toLogs(args: AwsLogsArgs, check: Checker): AwsSpec["logs"] {
  const format = check.oneOf(
    "aws.logs.format",
    args.format ?? AwsLogFormat.Json,
    Object.values(AwsLogFormat),
  );
  const levels = {
    applicationLevel: Object.values(AwsLogLevel),
    systemLevel: [AwsLogLevel.Debug, AwsLogLevel.Info, AwsLogLevel.Warn],
  };
  for (const [key, choices] of Object.entries(levels) as ["systemLevel", AwsLogLevel[]][]) {
    const level = args[key];
    if (level === undefined) continue;
    check.oneOf(`aws.logs.${key}`, level, choices);
    if (format === AwsLogFormat.Text)
      check.refuse(`aws.logs.${key}`, 'be left out with "aws.logs.format" text, which has no levels', level);
  }
  // Left out, they would stay as they were.
  const defaults = { applicationLevel: AwsLogLevel.Info, systemLevel: AwsLogLevel.Info };
  return { ...(format === AwsLogFormat.Json && defaults), ...args, format };
}

function checkSmoke(args: AwsSmokeArgs | undefined, check: Checker): void {
  if (args !== undefined) check.json("aws.smoke.payload", args.payload);
}
