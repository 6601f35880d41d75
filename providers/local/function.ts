import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../build/index.js";
import type { Spec } from "../../components/spec.js";
import type { FunctionConfig } from "../../emulator/index.js";
import type { Deployment, DeployOptions } from "../adapter.js";
import { physicalName } from "../physical-name.js";
import { free } from "../warm-cost.js";
import { contractOf } from "./contract.js";
import { LocalFunction } from "./function-resource.js";
import type { LocalSpec } from "./own.js";

const maxNameLength = 64;

/** Declares a function on the local cloud. */
export function deploy(
  name: string,
  spec: Spec<LocalSpec>,
  artifact: pulumi.Output<Artifact>,
  options: DeployOptions,
): Deployment {
  const functionName = physicalName([pulumi.getProject(), pulumi.getStack(), name], maxNameLength);
  const config = pulumi
    .all([artifact, pulumi.output(spec.environment), pulumi.output(spec.tags)])
    .apply(([{ binary }, environment, tags]) => ({
      ...toConfig(functionName, spec),
      contract: contractOf(binary, spec.own.contract),
      environment,
      tags: { ...tags, "goserverless:name": name },
    }));
  const entry = spec.build.entry === undefined ? "" : path.relative(process.cwd(), spec.build.entry) || ".";
  const resource = new LocalFunction(
    name,
    { config, kind: artifact.kind, sha256: artifact.sha256, entry },
    options,
  );
  const running = pulumi.output(pulumi.runtime.isDryRun() ? undefined : revive());

  return {
    functionName: resource.id,
    functionId: resource.id,
    version: resource.version,
    qualifier: pulumi.output("live"),
    url: pulumi.all([resource.url, running]).apply(([url]) => url),
    warmCost: pulumi.output(free),
    resources: { function: resource },
  };
}

/** Starts the emulator when functions are deployed and it does not run: an `up` that changes nothing would not. */
async function revive(): Promise<void> {
  const { anyDeployedOnDisk, ensureEmulator } = await import("../../emulator/index.js");
  if (await anyDeployedOnDisk()) await ensureEmulator();
}

function toConfig(
  name: string,
  spec: Spec<LocalSpec>,
): Omit<FunctionConfig, "contract" | "environment" | "tags"> {
  return {
    name,
    memoryMb: spec.memoryMb,
    timeoutSeconds: spec.timeoutSeconds,
    maxConcurrency: spec.maxConcurrency,
    requestsPerInstance: spec.requestsPerInstance,
    idleSeconds: spec.own.idleSeconds,
    warm: spec.warm,
    http: { stream: spec.http.stream, cors: spec.http.cors },
    hooks: { initialize: spec.own.initializer, preStop: spec.own.preStop },
    logRetentionDays: spec.logs.retentionDays,
    port: spec.own.port,
  };
}
