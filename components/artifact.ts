import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../build/index.js";
import type { CloudAdapter } from "../providers/adapter.js";
import type { MeasuredInit } from "./measure-start.js";
import type { Spec } from "./spec.js";
import { withoutStack } from "./without-stack.js";

/** One error for all functions whose builds failed together, so that the engine shows it once. */
const shown = new WeakMap<Error, pulumi.RunError>();

/** An artifact that keeps its budgets. */
export interface BuiltArtifact {
  readonly artifact: Artifact;
  /** What was measured, where there is a budget for it. */
  readonly init?: MeasuredInit;
}

/** Builds a function's artifact and holds it to the budgets; a failure shows its message without a stack. */
export async function buildArtifact(
  spec: Spec,
  adapter: Pick<CloudAdapter, "contract">,
): Promise<BuiltArtifact> {
  const { build, readDockerfile } = await import("../build/index.js");
  try {
    if (spec.image?.dockerfile !== undefined) await readDockerfile(spec.image.dockerfile);
    const artifact = await build(spec.build);
    if (Object.values(spec.budgets).every((budget) => budget === undefined)) return { artifact };
    const { checkBudgets } = await import("./budgets.js");
    const contract = adapter.contract(spec.own, artifact.binary);
    const init = await checkBudgets({ spec, artifact, contract });
    return { artifact, ...(init && { init }) };
  } catch (cause) {
    throw toRunError(cause as Error);
  }
}

function toRunError(cause: Error): pulumi.RunError {
  const error = shown.get(cause) ?? withoutStack(new pulumi.RunError(cause.message, { cause }));
  shown.set(cause, error);
  return error;
}
