import type * as pulumi from "@pulumi/pulumi";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { Checker } from "../../components/checker.js";
import type { Known } from "../../components/known-arguments.js";
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
import { maxLayers } from "./limits.js";

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
export function own({ aws = {} }: GoServerlessFunctionArgs, check: Checker): AwsSpec {
  checkArns(aws, check);
  checkRole(aws, check);
  const spec: AwsSpec = {
    ...aws,
    policies: check.inputs("aws.policies", aws.policies ?? []),
    vpc: toVpc(aws.vpc, check),
    tracing: check.boolean("aws.tracing", aws.tracing ?? false),
    layers: toLayers(aws.layers ?? [], check),
    logs: toLogs(aws.logs ?? {}, check),
    async: aws.async && {
      ...aws.async,
      maxRetries: check.number("aws.async.maxRetries", aws.async.maxRetries ?? 2, { min: 0, max: 2 }),
      maxAgeSeconds: check.number("aws.async.maxAgeSeconds", aws.async.maxAgeSeconds ?? 21_600, {
        min: 60,
        max: 21_600,
      }),
    },
    alarms: aws.alarms && {
      actionArns: [...check.inputs("aws.alarms.actionArns", aws.alarms.actionArns ?? [])],
      errors: check.number("aws.alarms.errors", aws.alarms.errors ?? 1, atLeastOne),
      throttles: check.number("aws.alarms.throttles", aws.alarms.throttles ?? 1, atLeastOne),
      spillovers: check.number("aws.alarms.spillovers", aws.alarms.spillovers ?? 1, atLeastOne),
    },
    rollout: toRollout(aws.rollout, check),
    rollback: aws.rollback === undefined ? undefined : toVersion("aws.rollback", aws.rollback, check),
  };
  checkSmoke(aws.smoke, check);
  return spec;
}

function checkRole(aws: AwsArgs, check: Checker): void {
  if (aws.role === undefined) return;
  for (const key of ["policies", "inlinePolicy", "permissionsBoundary"] as const) {
    if (aws[key] === undefined) continue;
    check.refuse(
      `aws.${key}`,
      'be left out with "aws.role"',
      aws[key],
      "It is for the role that is created without one.",
    );
  }
}

function toVpc(args: AwsVpcArgs | undefined, check: Checker): Required<AwsVpcArgs> | undefined {
  if (args === undefined || args === null) return undefined;
  for (const key of ["subnetIds", "securityGroupIds"] as const) {
    const ids = args[key] as unknown;
    if (ids === undefined || (Array.isArray(ids) && ids.length === 0))
      check.refuse(`aws.vpc.${key}`, "name at least one", ids);
  }
  const { subnetIds, securityGroupIds, ipv6 = false } = args;
  return { subnetIds, securityGroupIds, ipv6: check.boolean("aws.vpc.ipv6", ipv6) };
}

function toLayers(layers: readonly pulumi.Input<string>[], check: Checker): readonly pulumi.Input<string>[] {
  if (layers.length > maxLayers)
    check.refuse("aws.layers", `hold at most ${maxLayers} layers, but holds ${layers.length}`, layers);
  return check.inputs("aws.layers", layers);
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
  return { ...args, format };
}

function checkSmoke(args: AwsSmokeArgs | undefined, check: Checker): void {
  if (args === undefined || args === null || typeof args.payload === "object") return;
  try {
    JSON.parse(args.payload);
  } catch {
    check.refuse("aws.smoke.payload", "be JSON", args.payload);
  }
}

function toRollout(args: AwsRolloutArgs | undefined, check: Checker): AwsRolloutArgs | undefined {
  if (args === undefined || args === null) return undefined;
  return {
    percent: check.number("aws.rollout.percent", args.percent, { min: 0, max: 100 }),
    previousVersion: toVersion("aws.rollout.previousVersion", args.previousVersion, check),
  };
}

function toVersion(property: string, version: string, check: Checker): string {
  if (typeof version !== "string" || !/^[1-9]\d*$/.test(version))
    check.refuse(property, 'be the number of a published version, such as "41"', version);
  return version;
}
