import * as pulumi from "@pulumi/pulumi";
import type { Spec } from "../../components/spec.js";
import { withoutStack } from "../../components/without-stack.js";
import { limits } from "./limits.js";

/**
 * The environment, with values that are known only later held back while all are too large together: Lambda's own
 * refusal repeats every value, secret or not, and ends in the state.
 */
export function declareEnvironment({
  name,
  environment,
}: Spec): { variables: Spec["environment"] } | undefined {
  const entries = Object.entries(environment);
  if (entries.length === 0) return undefined;
  const all = pulumi.unsecret(pulumi.output(environment));
  const variables = entries.map(([key, value]) => [
    key,
    typeof value === "string"
      ? value
      : pulumi.all([value, all]).apply(([own, values]) => checked(name, values, own)),
  ]);
  return { variables: Object.fromEntries(variables) };
}

function checked(name: string, values: object, own: string): string {
  const bytes = Buffer.byteLength(JSON.stringify(values));
  if (bytes <= limits.environmentBytes) return own;
  throw withoutStack(
    new pulumi.RunError(
      `"environment" of "${name}" must hold at most ${limits.environmentBytes} bytes in JSON on aws, got ${bytes}. Keep large values in a file ("build.include") or a store.`,
    ),
  );
}
