import type * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../build/index.js";
import type { OperatingSystem } from "../build/request.js";
import type { GoServerlessFunctionArgs } from "../components/args.js";
import type { Checker } from "../components/checker.js";
import type { Architecture, CloudName, HttpAuth, Packaging } from "../components/names.js";
import type { Spec } from "../components/spec.js";
import type { WarmSpec } from "../components/warm.js";

/** Whole numbers that a cloud accepts. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly multipleOf?: number;
  /** The only values accepted, where a range is not the whole rule. */
  readonly oneOf?: readonly number[];
}

/** What a cloud accepts, as data. Every member cites the page that says so. */
export interface Limits {
  readonly memoryMb: Range;
  readonly timeoutSeconds: Range;
  readonly tmpDiskMb: Range;
  readonly requestsPerInstance: Range;
  readonly maxConcurrency: Range;
  /** Ready instances of one function. */
  readonly warmInstances: Range;
  /** Ready instances that a schedule may ask for. */
  readonly scheduledInstances: Range;
  /** How often the ready instances of a function may exist at once: 2 where a new version gets its own beside the old one's. */
  readonly warmOverlap: number;
  /** A schedule may name days of the month and days of the week. */
  readonly bothDayFields: boolean;
  readonly logRetentionDays: Range;
  /** Characters that a name of the environment has at least. */
  readonly shortestEnvironmentName: number;
  /** Names and values of the environment together, as one JSON object. */
  readonly environmentBytes: number;
  /** Environment names that the cloud sets itself. */
  readonly reservedEnvironment: readonly (string | RegExp)[];
  readonly httpAuth: readonly HttpAuth[];
  /** Methods that rules for other origins may name. */
  readonly corsMethods: readonly string[];
}

/** What `toSpec` needs to know of a cloud: data and pure functions. */
export interface CloudTraits<Own = unknown> {
  readonly name: CloudName;
  readonly limits: Limits;
  readonly packaging: readonly Packaging[];
  /** Supported architectures, the default first. */
  readonly architectures: readonly Architecture[];
  readonly operatingSystem: OperatingSystem;
  /** Leave out of programs on the Go runtime module what they do not need there. */
  buildTags(args: GoServerlessFunctionArgs): readonly string[];
  /** Translates a portable five-field cron expression to the cloud's dialect. */
  schedule(cron: string): string;
  /** The arguments that the cloud's own section has. */
  readonly ownArguments: object;
  /** Fills the defaults of the cloud's own section and checks it. */
  own(args: GoServerlessFunctionArgs, check: Checker, warm: WarmSpec): Own;
}

/** One cloud: the only code that knows it. */
export interface CloudAdapter<Own = unknown> extends CloudTraits<Own> {
  /** Declares the cloud's resources under `options.parent`; none is registered before the artifact is built. */
  deploy(
    name: string,
    spec: Spec<Own>,
    artifact: pulumi.Output<Artifact>,
    options: DeployOptions,
  ): Deployment;
}

/** Options for every child resource. */
export interface DeployOptions {
  readonly parent: pulumi.Resource;
  /** An empty list, once the artifact is built. */
  readonly dependsOn: Promise<pulumi.Resource[]>;
}

/** What a deployment answers, the same on every cloud. */
export interface Deployment {
  readonly functionName: pulumi.Output<string>;
  readonly functionId: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
  readonly qualifier: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** Undefined where the price is not known. */
  readonly warmCostUsdPerMonth: pulumi.Output<number | undefined>;
  /** Every resource that was declared, by a name that says what it is. */
  readonly resources: Readonly<Record<string, pulumi.Resource>>;
}
