import type * as pulumi from "@pulumi/pulumi";
import type { Artifact, BinaryInfo } from "../build/index.js";
import type { ImageFormat } from "../build/oci/media-types.js";
import type { OperatingSystem } from "../build/request.js";
import type { GoServerlessFunctionArgs } from "../components/args.js";
import type { Checker } from "../components/checker.js";
import type { Architecture, CloudName, HttpAuth, Packaging } from "../components/names.js";
import type { Spec } from "../components/spec.js";
import type { WarmSpec } from "../components/warm.js";
import type { LocalContract } from "./local/args.js";
import type { Prices } from "./prices.js";
import type { NoWarmCost, WarmCost } from "./warm-cost.js";

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

/** What a cloud does with images. */
export interface ImageTraits {
  readonly format: ImageFormat;
  /** `created` unless one is named, always `named` by the user, or `none`, as nothing is pushed. */
  readonly repository: "created" | "named" | "none";
}

/** What `toSpec` needs to know of a cloud: data and pure functions. */
export interface CloudTraits<Own = unknown> {
  readonly name: CloudName;
  readonly limits: Limits;
  readonly packaging: readonly Packaging[];
  readonly images: ImageTraits;
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

/** An image built elsewhere: nothing is known of what is in it. */
export interface ForeignImage {
  readonly kind: "foreign";
  /** `host/name@sha256:...` */
  readonly uri: string;
  readonly sha256: string;
}

/** What is deployed. */
export type Deployable = Artifact | ForeignImage;

/** One cloud: the only code that knows it. */
export interface CloudAdapter<Own = unknown> extends CloudTraits<Own> {
  /** What a binary has to speak there. */
  contract(own: Own, binary: BinaryInfo): LocalContract;
  /** Declares the cloud's resources under `options.parent`; none is registered before what is deployed is built. */
  deploy(
    name: string,
    spec: Spec<Own>,
    deployable: pulumi.Output<Deployable>,
    options: DeployOptions,
  ): Deployment;
}

/** Options for every child resource. */
export interface ChildOptions {
  readonly parent: pulumi.Resource;
  /** An empty list, once the artifact is built. */
  readonly dependsOn: Promise<pulumi.Resource[]>;
}

/** What a deployment needs beside what is deployed. */
export interface DeployOptions extends ChildOptions {
  /** Only asked for where something is to be ready. */
  readonly prices: () => Prices;
}

/** What a deployment answers, the same on every cloud. */
export interface Deployment {
  readonly functionName: pulumi.Output<string>;
  readonly functionId: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
  readonly qualifier: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** What runs, `host/name@sha256:...`; unset for a zip, and where nothing is pushed. */
  readonly imageUri?: pulumi.Output<string>;
  /** What the ready instances cost, or why there is no estimate. */
  readonly warmCost: pulumi.Output<WarmCost | NoWarmCost>;
  /** Every resource that was declared, by a name that says what it is. */
  readonly resources: Readonly<Record<string, pulumi.Resource>>;
}
