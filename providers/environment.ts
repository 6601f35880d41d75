import * as pulumi from "@pulumi/pulumi";
import { environmentExcess } from "../components/rule.js";
import type { Spec } from "../components/spec.js";
import { withoutStack } from "../components/without-stack.js";
import type { Limits } from "./adapter.js";

/**
 * The environment, with values that are known only later held back while all are too large together: a cloud's own
 * refusal repeats every value, secret or not, and ends in the state. Undefined when there is none.
 */
export function declareVariables(
  { name, cloud, environment }: Spec,
  { environmentBytes }: Limits,
): Spec["environment"] | undefined {
  const entries = Object.entries(environment);
  if (entries.length === 0) return undefined;
  const all = pulumi.unsecret(pulumi.output(environment));
  const variables = entries.map(([key, value]) => [
    key,
    typeof value === "string"
      ? value
      : pulumi.all([value, all]).apply(([own, values]) => {
          const subject = `"environment" of "${name}"`;
          const excess = environmentExcess(subject, values, environmentBytes, cloud);
          if (excess === undefined) return own;
          throw withoutStack(new pulumi.RunError(excess));
        }),
  ]);
  return Object.fromEntries(variables) as Spec["environment"];
}
