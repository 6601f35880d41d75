import { Alias } from "@pulumi/aws/lambda/alias.js";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import * as pulumi from "@pulumi/pulumi";
import { checkOlder, toShares } from "../rollout.js";
import type { AwsSpec } from "./own.js";
import type { Scope } from "./scope.js";
import { declareSmoke } from "./smoke.js";
import { declareWarm } from "./warm.js";

/** The one name that callers use. */
const aliasName = "live";

/** Points the alias to a version once that is ready; the one before is released after. */
export function declareTraffic(
  scope: Scope,
  fn: LambdaFunction,
): { readonly alias: Alias; readonly slots: number } {
  const { spec, prefix, resources, after } = scope;
  const { main, share } = toShares(spec.own, fn.version);
  const slots = Object.entries(warmVersions(spec.own, fn.version));
  const ready = slots.flatMap(([slot, version]) => declareWarm(scope, slot, fn, version));
  const smoked = spec.own.rollback === undefined ? declareSmoke(scope, fn, ready) : [];
  const alias = new Alias(
    prefix,
    {
      name: aliasName,
      functionName: fn.name,
      functionVersion: main,
      routingConfig: pulumi
        .all([main, fn.version])
        .apply(([from, newest]) =>
          share === undefined || from === newest
            ? undefined
            : { additionalVersionWeights: { [newest]: share } },
        ) as pulumi.Output<{ additionalVersionWeights: Record<string, number> }>,
    },
    // A fixed name would have it deleted first when the function is replaced, and calls refused meanwhile.
    { ...after(...ready, ...smoked), deleteBeforeReplace: false },
  );
  resources["alias"] = alias;
  return { alias, slots: slots.length };
}

/**
 * Versions with ready instances, by the slot that holds them. During a rollout the version before keeps its slot, and the
 * newest has one beside it: the two never change places, so that no ready instances go with the slot that they were in.
 */
function warmVersions(
  { rollout, rollback }: AwsSpec,
  newest: pulumi.Output<string>,
): Readonly<Record<string, pulumi.Input<string>>> {
  if (rollback !== undefined) return { warm: rollback };
  if (rollout === undefined) return { warm: newest };
  const { percent, previousVersion: previous } = rollout;
  const beside = newest.apply((version) => checkOlder("aws", previous, version));
  return percent === 0 ? { warm: previous } : { warm: previous, "warm-rollout": beside };
}
