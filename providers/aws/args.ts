import type * as pulumi from "@pulumi/pulumi";

/** How log lines of the platform are written. */
export const AwsLogFormat = { Json: "json", Text: "text" } as const;
export type AwsLogFormat = (typeof AwsLogFormat)[keyof typeof AwsLogFormat];

/** Levels of log lines, the chattiest first. */
export const AwsLogLevel = {
  Trace: "TRACE",
  Debug: "DEBUG",
  Info: "INFO",
  Warn: "WARN",
  Error: "ERROR",
  Fatal: "FATAL",
} as const;
export type AwsLogLevel = (typeof AwsLogLevel)[keyof typeof AwsLogLevel];

/** What only AWS Lambda has. */
export interface AwsArgs {
  /**
   * ARN of the role that the function runs as. Default: one is created that may write the function's log and what the
   * other arguments need, and nothing else. Example: `role.arn`.
   */
  role?: pulumi.Input<string>;
  /**
   * ARNs of managed policies for the created role, at most 10. What is known only later keeps its place in the list:
   * append to it, and do not reorder. Default: none. Not together with `role`. Example:
   * `["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]`.
   */
  policies?: pulumi.Input<string>[];
  /**
   * A policy document in JSON for the created role. It is in place before the first instance starts. Default: none. Not
   * together with `role`. Example: `aws.iam.getPolicyDocumentOutput({ ... }).json`.
   */
  inlinePolicy?: pulumi.Input<string>;
  /** ARN of the policy that bounds the created role. Default: none. Not together with `role`. */
  permissionsBoundary?: pulumi.Input<string>;
  /** The network that the function can reach. Default: the internet, and no VPC. */
  vpc?: AwsVpcArgs;
  /**
   * ARN of the KMS key that encrypts the environment variables. Default: a key that AWS owns.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
   */
  kmsKeyArn?: pulumi.Input<string>;
  /** Sends traces to X-Ray. Default: false. https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
  tracing?: boolean;
  /**
   * ARNs of layer versions. Default: none. Range: at most 5.
   * https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html
   */
  layers?: pulumi.Input<string>[];
  /** How the log is written and encrypted. */
  logs?: AwsLogsArgs;
  /**
   * Name of the bucket for zips over 50 MB, the limit of a direct upload. Default: one is created when it is needed,
   * private and encrypted. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  bucket?: pulumi.Input<string>;
  /** ARN of the SQS queue or SNS topic for asynchronous calls that failed. Default: none. */
  deadLetterArn?: pulumi.Input<string>;
  /** What happens to asynchronous calls. Default: Lambda's own, 2 retries within 6 hours. */
  async?: AwsAsyncArgs;
  /** Calls a new version once, before traffic reaches it; an error leaves the old one serving. Default: no call. */
  smoke?: AwsSmokeArgs;
  /** CloudWatch alarms. Default: none. */
  alarms?: AwsAlarmsArgs;
  /**
   * Gives a new version a share of the traffic only. Default: all of it at once. Removing it gives the new version the
   * rest.
   */
  rollout?: AwsRolloutArgs;
  /**
   * The published version that all traffic goes back to; nothing is redeployed. Default: the newest. Example: `"41"`.
   */
  rollback?: string;
}

/** The subnets that instances have an address in. */
export interface AwsVpcArgs {
  /** Subnets, at least one; two in different zones to survive the loss of one. Example: `vpc.privateSubnetIds`. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Security groups, at least one. Example: `[group.id]`. */
  securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Lets instances use IPv6 in dual-stack subnets. Default: false. */
  ipv6?: boolean;
}

/** How the log is written and encrypted. */
export interface AwsLogsArgs {
  /**
   * `json` or `text`. Default: `json`, which alone can be filtered by level.
   * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
   */
  format?: AwsLogFormat;
  /** The least level of the program's own JSON lines that are kept: `TRACE` to `FATAL`. Default: `INFO`. */
  applicationLevel?: AwsLogLevel;
  /** The least level of Lambda's lines that are kept: `DEBUG`, `INFO` or `WARN`. Default: `INFO`. */
  systemLevel?: AwsLogLevel;
  /** ARN of the KMS key that encrypts the log group. Default: CloudWatch's own encryption. */
  kmsKeyArn?: pulumi.Input<string>;
}

/** What happens to asynchronous calls. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html */
export interface AwsAsyncArgs {
  /** How often a failed call is tried again. Default: 2. Range: 0-2. */
  maxRetries?: number;
  /** How long a call may wait, in seconds. Default: 21600. Range: 60-21600. */
  maxAgeSeconds?: number;
  /** ARN of the queue, topic, function or event bus that is told of calls that succeeded. Default: none. */
  onSuccessArn?: pulumi.Input<string>;
  /** The same for calls that failed. Default: none. */
  onFailureArn?: pulumi.Input<string>;
}

/** One call of a new version, before traffic reaches it. */
export interface AwsSmokeArgs {
  /** The payload, in JSON. Example: `'{"ping":true}'`. */
  payload: pulumi.Input<string>;
}

/** CloudWatch alarms, each over 5 minutes. */
export interface AwsAlarmsArgs {
  /** ARNs that are told when an alarm goes off, and when it is over; SNS topics mostly. Default: none. */
  actionArns?: pulumi.Input<string>[];
  /** Failed calls that are too many. Default: 1. Range: from 1. */
  errors?: number;
  /** Calls refused for want of concurrency that are too many. Default: 1. Range: from 1. */
  throttles?: number;
  /** Calls that found no warm instance free that are too many; only with `warm`. Default: 1. Range: from 1. */
  spillovers?: number;
}

/** Traffic between the newest version and the one before. */
export interface AwsRolloutArgs {
  /** Share of the calls that the newest version gets, in percent. Range: 0-100. Example: 10. */
  percent: number;
  /** The published version that gets the rest, as the output `version` named it before. Example: `"41"`. */
  previousVersion: string;
}
