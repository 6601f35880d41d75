import * as pulumi from "@pulumi/pulumi";
import { environmentExcess } from "../../components/rule.js";
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

function checked(name: string, values: Readonly<Record<string, string>>, own: string): string {
  const excess = environmentExcess(`"environment" of "${name}"`, values, limits.environmentBytes, "aws");
  if (excess === undefined) return own;
  throw withoutStack(new pulumi.RunError(excess));
}
