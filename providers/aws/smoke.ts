import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Invocation } from "@pulumi/aws/lambda/invocation.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope.js";

/** Calls the newest version once, with instances that are ready. A function error fails the deployment before traffic moves. */
export function declareSmoke(
  { spec, prefix, resources, after }: Scope,
  fn: LambdaFunction,
  ready: readonly pulumi.Resource[],
): pulumi.Resource[] {
  if (spec.own.smoke === undefined) return [];
  const invocation = new Invocation(
    `${prefix}-smoke`,
    { functionName: fn.name, qualifier: fn.version, input: spec.own.smoke.payload },
    // The answer may hold what nobody should read in the state.
    { ...after(...ready), additionalSecretOutputs: ["result"] },
  );
  resources["smoke"] = invocation;
  return [invocation];
}
