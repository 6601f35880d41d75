import * as pulumi from "@pulumi/pulumi";
import { adapterFor, pricesFor } from "../providers/index.js";
import type { WarmCost } from "../providers/warm-cost.js";
import type { GoServerlessFunctionArgs } from "./args.js";
import { toDeployable } from "./deployable.js";
import { ImageBuilder } from "./names.js";
import { rememberDeployment } from "./remember.js";
import { reportWarmCost } from "./report-warm-cost.js";
import { toSpec } from "./spec.js";

/** Child resources by instance. A property would become an output of the component's schema. */
const resourcesOf = new WeakMap<GoServerlessFunction, Readonly<Record<string, pulumi.Resource>>>();

/**
 * A Go `main` package, live on AWS Lambda, Aliyun Function Compute 3 or this machine.
 *
 * The binary is built before deployment, in preview too; nothing is deployed when that fails.
 */
export class GoServerlessFunction extends pulumi.ComponentResource {
  /** The function's name on its cloud. */
  readonly functionName: pulumi.Output<string>;
  /** What the cloud calls the function: its ARN on aws and aliyun, its name on local. */
  readonly functionId: pulumi.Output<string>;
  /** The version that traffic reaches. */
  readonly version: pulumi.Output<string>;
  /** The name that callers use for the version that traffic reaches. */
  readonly qualifier: pulumi.Output<string>;
  /** Where the function answers HTTP. It stays the same over all deployments. */
  readonly url: pulumi.Output<string>;
  /** SHA-256 of the zip, or the digest of the image without `sha256:`, in hex. */
  readonly artifactSha256: pulumi.Output<string>;
  /** Size of the zip, or of what is pulled of the image, in bytes; undefined for an image built elsewhere or by Docker. */
  readonly artifactBytes: pulumi.Output<number | undefined>;
  /** Size of the binary, in bytes; undefined for an image built elsewhere. */
  readonly binaryBytes: pulumi.Output<number | undefined>;
  /** How the binary is packed. */
  readonly packaging: pulumi.Output<string>;
  /** The processor the binary is built for. */
  readonly architecture: pulumi.Output<string>;
  /**
   * Estimated cost of the ready instances while nobody calls, in USD a month; 0 on local, undefined in a region whose price
   * is not known.
   */
  readonly warmCostUsdPerMonth: pulumi.Output<number | undefined>;
  /** The same while all of them work all the time; calls are not included. */
  readonly warmCostActiveUsdPerMonth: pulumi.Output<number | undefined>;
  /**
   * The part of the time that a ready instance must work to be cheaper than on demand; undefined where it never is, and
   * where none is ready.
   */
  readonly breakEvenOccupancy: pulumi.Output<number | undefined>;

  /**
   * Declares one function.
   *
   * @param name The function's name: 1-64 letters, digits, `-` or `_`, a letter first.
   * @param args What to deploy, and how.
   * @param opts Pulumi's own options; providers reach every child resource.
   * @throws InputPropertiesError that lists every problem with the arguments.
   */
  constructor(name: string, args: GoServerlessFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    const adapter = adapterFor(name, args);
    const spec = toSpec(name, args, adapter);
    const prices = pricesFor(name);
    super("goserverless:index:GoServerlessFunction", name, {}, opts);

    const { deployable, built } = toDeployable(spec, adapter);
    // Waiting for an empty list holds every child back until the build succeeded, also those that need nothing of it.
    const deployment = adapter.deploy(name, spec, deployable, {
      parent: this,
      dependsOn: built.then(() => []),
      prices,
    });
    resourcesOf.set(this, deployment.resources);

    this.functionName = deployment.functionName;
    this.functionId = deployment.functionId;
    this.version = deployment.version;
    this.qualifier = deployment.qualifier;
    this.url = deployment.url;
    const byDocker = spec.image?.builder === ImageBuilder.Docker && deployment.imageUri !== undefined;
    this.artifactSha256 = deployment.imageUri?.apply(digestOf) ?? deployable.sha256;
    this.artifactBytes = deployable.apply((what) => ("bytes" in what && !byDocker ? what.bytes : undefined));
    this.binaryBytes = deployable.apply((what) => ("binary" in what ? what.binary.bytes : undefined));
    this.packaging = pulumi.output(spec.packaging);
    this.architecture = pulumi.output(spec.build.architecture);
    const cost = deployment.warmCost.apply((what): Partial<WarmCost> => ("unknownPrice" in what ? {} : what));
    this.warmCostUsdPerMonth = cost.apply(({ idleUsdPerMonth }) => idleUsdPerMonth);
    this.warmCostActiveUsdPerMonth = cost.apply(({ activeUsdPerMonth }) => activeUsdPerMonth);
    this.breakEvenOccupancy = cost.apply(({ breakEvenOccupancy }) => breakEvenOccupancy);
    reportWarmCost(name, deployment.warmCost);
    rememberDeployment(this, { spec, deployable, built, warmCost: deployment.warmCost });
    this.registerOutputs({
      functionName: this.functionName,
      functionId: this.functionId,
      version: this.version,
      qualifier: this.qualifier,
      url: this.url,
      artifactSha256: this.artifactSha256,
      artifactBytes: this.artifactBytes,
      binaryBytes: this.binaryBytes,
      packaging: this.packaging,
      architecture: this.architecture,
      warmCostUsdPerMonth: this.warmCostUsdPerMonth,
      warmCostActiveUsdPerMonth: this.warmCostActiveUsdPerMonth,
      breakEvenOccupancy: this.breakEvenOccupancy,
    });
  }

  /** Every child resource by name, to read or to build on; `transforms` change them. */
  get resources(): Readonly<Record<string, pulumi.Resource>> {
    return resourcesOf.get(this) ?? {};
  }
}

function digestOf(imageUri: string): string {
  return imageUri.slice(imageUri.indexOf("@sha256:") + "@sha256:".length);
}
