import { Alias } from "@pulumi/aws/lambda/alias.js";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import * as pulumi from "@pulumi/pulumi";
import { withoutStack } from "../../components/without-stack.js";
import type { AwsSpec } from "./own.js";
import type { Scope } from "./scope.js";
import { declareSmoke } from "./smoke.js";
import { declareWarm } from "./warm.js";

/** The one name that callers use. */
const aliasName = "live";

/** Who gets the calls, and which versions have ready instances for them. */
interface Traffic {
  readonly main: pulumi.Input<string>;
  /** The newest version's share of the calls. */
  readonly share?: number;
  /** Versions with ready instances, by the slot that holds them. */
  readonly warm: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Points the alias to a version once that is ready; the one before is released after. */
export function declareTraffic(
  scope: Scope,
  fn: LambdaFunction,
): { readonly alias: Alias; readonly slots: number } {
  const { spec, prefix, resources, after } = scope;
  const { main, share, warm } = toTraffic(spec.own, fn.version);
  const slots = Object.entries(warm);
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
 * During a rollout the version before keeps its slot, and the newest has one beside it: the two never change places, so
 * that no ready instances go with the slot that they were in.
 */
function toTraffic({ rollout, rollback }: AwsSpec, newest: pulumi.Output<string>): Traffic {
  if (rollback !== undefined) return { main: rollback, warm: { warm: rollback } };
  if (rollout === undefined) return { main: newest, warm: { warm: newest } };
  const { percent, previousVersion: previous } = rollout;
  const beside = newest.apply((version) => checkOlder(previous, version));
  if (percent === 0) return { main: previous, warm: { warm: previous } };
  const warm = { warm: previous, "warm-rollout": beside };
  return percent === 100 ? { main: newest, warm } : { main: previous, share: percent / 100, warm };
}

/** Two slots with one version would take each other's instances away. */
export function checkOlder(previous: string, newest: string): string {
  if (Number(previous) < Number(newest)) return newest;
  const rule = `"aws.rollout.previousVersion" must be older than the newest version, ${newest}, got "${previous}".`;
  throw withoutStack(new pulumi.RunError(`${rule} The output "version" named it before.`));
}
