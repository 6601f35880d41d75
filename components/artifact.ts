import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../build/index.js";
import type { Spec } from "./spec.js";
import { withoutStack } from "./without-stack.js";

/** One error for all functions whose builds failed together, so that the engine shows it once. */
const shown = new WeakMap<Error, pulumi.RunError>();

/** Builds a function's artifact and holds it to the budgets; a failure shows its message without a stack. */
export async function buildArtifact(spec: Spec): Promise<Artifact> {
  const { build, readDockerfile } = await import("../build/index.js");
  try {
    if (spec.image?.dockerfile !== undefined) await readDockerfile(spec.image.dockerfile);
    const artifact = await build(spec.build);
    checkBudgets(spec, artifact);
    return artifact;
  } catch (cause) {
    throw toRunError(cause as Error);
  }
}

function toRunError(cause: Error): pulumi.RunError {
  const error = shown.get(cause) ?? withoutStack(new pulumi.RunError(cause.message, { cause }));
  shown.set(cause, error);
  return error;
}

function checkBudgets({ name, budgets }: Spec, artifact: Artifact): void {
  const rows = [
    ["binaryMb", budgets.binaryMb, artifact.binary.bytes, "binary"],
    ["artifactMb", budgets.artifactMb, artifact.bytes, artifact.kind],
  ] as const;
  const exceeded = rows.flatMap(([key, budgetMb, bytes, what]) =>
    budgetMb === undefined || bytes <= budgetMb * 1e6
      ? []
      : [
          `"budgets.${key}" is ${budgetMb} MB, but the ${what} of "${name}" has ${(bytes / 1e6).toFixed(2)} MB.`,
        ],
  );
  if (exceeded.length > 0) throw new Error([...exceeded, "Make it smaller or raise the budget."].join(" "));
}
