import * as pulumi from "@pulumi/pulumi";
import type { DeploymentRecord, WarmRecord } from "../evidence/history/deployment-record.js";
import type { Deployable, Deployment } from "../providers/adapter.js";
import type { NoWarmCost, WarmCost } from "../providers/warm-cost.js";
import type { BuiltArtifact } from "./artifact.js";
import type { GoServerlessFunction } from "./go-serverless-function.js";
import type { MeasuredInit } from "./measure-start.js";
import type { Spec } from "./spec.js";
import { averageMinimum, largestWarm, type Warmth } from "./warm-timetable.js";
import { whenPublic } from "./when-public.js";

/** What a function is made of, beside its outputs. */
export interface Remembered {
  readonly spec: Spec;
  readonly deployable: pulumi.Output<Deployable>;
  readonly built: Promise<Partial<BuiltArtifact>>;
  readonly warmCost: Deployment["warmCost"];
}

/**
 * Remembers a deployment on this machine, once it is made.
 *
 * It never fails one. Previews, and tests whose engine is a mock, are not remembered.
 */
export function rememberDeployment(fn: GoServerlessFunction, remembered: Remembered): void {
  if (pulumi.runtime.isDryRun() || pulumi.runtime.getEngine() === undefined) return;
  // The engine waits for outputs, so that what is warned of is still heard.
  pulumi.output(remember(fn, remembered));
}

async function remember(
  fn: GoServerlessFunction,
  { spec, deployable, built, warmCost }: Remembered,
): Promise<void> {
  const outputs = await Promise.all([
    whenPublic(fn.functionName),
    whenPublic(fn.version),
    whenPublic(fn.url),
    whenPublic(fn.artifactSha256),
    whenPublic(fn.artifactBytes),
    whenPublic(deployable),
    whenPublic(warmCost),
  ]);
  const [functionName, version, url = "", artifactSha256, artifactBytes, what, cost] = outputs;
  // It failed, or was left out of what was to be deployed.
  if (functionName === undefined || version === undefined || artifactSha256 === undefined) return;
  const binary = what !== undefined && "binary" in what ? what.binary : undefined;
  const record: DeploymentRecord = {
    schema: 1,
    at: new Date().toISOString(),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    name: spec.name,
    cloud: spec.cloud,
    functionName,
    version,
    url,
    packaging: spec.packaging,
    architecture: spec.build.architecture,
    memoryMb: spec.memoryMb,
    entry: spec.build.entry ?? "",
    artifactSha256,
    ...(artifactBytes === undefined ? {} : { artifactBytes }),
    ...(binary && { binarySha256: binary.sha256, binaryBytes: binary.bytes }),
    ...toInit((await built).init),
    warm: toWarmRecord(spec.warm),
    ...toCost(cost),
  };
  try {
    const { rememberDeployment: write } = await import("../evidence/history/remember-deployment.js");
    const { rememberAnatomy } = await import("../evidence/history/anatomies.js");
    await write(record);
    if (what !== undefined && what.kind !== "foreign") await rememberAnatomy(what);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await pulumi.log.warn(`The deployment of "${spec.name}" was made, but cannot be remembered: ${reason}.`);
  }
}

function toInit(init: MeasuredInit | undefined): Pick<DeploymentRecord, "init"> {
  if (init === undefined) return {};
  const { totalMs, allocations } = init;
  return { init: { totalMs, allocations, ...("initMs" in init && { initMs: init.initMs }) } };
}

/** Autoscaling keeps one ready also where the minimum is 0. */
function toWarmRecord(warm: Warmth): WarmRecord {
  const numbers = [warm.instances, ...warm.schedules.map(({ instances }) => instances)];
  const least = Math.max(warm.autoscale === undefined ? 0 : 1, Math.min(...numbers));
  return { least, most: largestWarm(warm), average: averageMinimum(warm) };
}

function toCost(cost: WarmCost | NoWarmCost | undefined): Pick<DeploymentRecord, "cost"> {
  if (cost === undefined || "unknownPrice" in cost) return {};
  const { idleUsdPerMonth, activeUsdPerMonth, breakEvenOccupancy, unknownBreakEven, prices } = cost;
  return {
    cost: {
      idleUsdPerMonth,
      activeUsdPerMonth,
      ...(breakEvenOccupancy !== undefined && { breakEvenOccupancy }),
      ...(unknownBreakEven !== undefined && { unknownBreakEven }),
      pricesAsOf: (prices?.days ?? []).join(" and "),
    },
  };
}
