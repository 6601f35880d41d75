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

/** Says names in the place of values that are known only later: they may be secret, and a program may print them. */
export function hideValues({ environment }: Spec, text: pulumi.Input<string>): pulumi.Output<string> {
  const later = Object.entries(environment).filter(([, value]) => typeof value !== "string");
  const hidden = pulumi.all([text, pulumi.output(Object.fromEntries(later))]).apply(([said, values]) =>
    Object.entries(values)
      .filter(([, value]) => value !== "")
      // One may be a part of another.
      .sort(([, one], [, other]) => other.length - one.length)
      .reduce((shown, [name, value]) => shown.replaceAll(value, `<${name}>`), said),
  );
  return pulumi.unsecret(hidden);
}
