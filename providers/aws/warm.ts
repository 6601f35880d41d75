import { Policy } from "@pulumi/aws/appautoscaling/policy.js";
import { ScheduledAction } from "@pulumi/aws/appautoscaling/scheduledAction.js";
import { Target } from "@pulumi/aws/appautoscaling/target.js";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { ProvisionedConcurrencyConfig } from "@pulumi/aws/lambda/provisionedConcurrencyConfig.js";
import * as pulumi from "@pulumi/pulumi";
import { isScaled, isWarm, largestWarm, startingMinimum } from "../../components/warm-timetable.js";
import { schedule } from "./schedule.js";
import type { Scope } from "./scope.js";

/**
 * Makes instances of a version ready, in a slot. All of it belongs to the version and not to the alias: AWS refuses
 * provisioned concurrency on an alias whose version has its own and the other way round, so that only one place for
 * both kinds lets a function change between them without a moment in which it has none.
 */
export function declareWarm(
  scope: Scope,
  slot: string,
  fn: LambdaFunction,
  version: pulumi.Input<string>,
): pulumi.Resource[] {
  const { spec, prefix, resources, after } = scope;
  const { warm } = spec;
  if (!isWarm(warm)) return [];
  const name = `${prefix}-${slot}`;
  const floor = Math.max(1, startingMinimum(warm, Date.now()));
  const provisioned = new ProvisionedConcurrencyConfig(
    name,
    {
      functionName: fn.name,
      qualifier: version,
      // Nobody knows how far the version before was scaled up: the new one begins at the top, and is scaled down.
      provisionedConcurrentExecutions: warm.autoscale === undefined ? floor : largestWarm(warm),
    },
    { ...after(), ...(isScaled(warm) && { ignoreChanges: ["provisionedConcurrentExecutions"] }) },
  );
  const scaling = isScaled(warm) ? declareScaling(scope, name, provisioned, floor) : {};
  const declared = { "": provisioned, ...scaling };
  for (const [part, resource] of Object.entries(declared)) resources[camelCase(`${slot}-${part}`)] = resource;
  return Object.values(declared);
}

function declareScaling(
  { spec, tags, after }: Scope,
  name: string,
  provisioned: ProvisionedConcurrencyConfig,
  floor: number,
): Record<string, pulumi.Resource> {
  const { autoscale, schedules } = spec.warm;
  const largest = largestWarm(spec.warm);
  const target = new Target(
    name,
    {
      serviceNamespace: "lambda",
      scalableDimension: "lambda:function:ProvisionedConcurrency",
      resourceId: pulumi.interpolate`function:${provisioned.functionName}:${provisioned.qualifier}`,
      minCapacity: floor,
      maxCapacity: autoscale === undefined ? floor : largest,
      tags,
    },
    // The schedules move both. A changed setting comes with a new version, and with it another target.
    {
      ...after(provisioned),
      ...(schedules.length > 0 && { ignoreChanges: ["minCapacity", "maxCapacity"] }),
    },
  );
  const { serviceNamespace, scalableDimension, resourceId } = target;
  const scalable = { serviceNamespace, scalableDimension, resourceId };
  // A random name would be another one after an interrupted deployment, and AWS allows only one such policy. The names
  // are the target's own, so that the new target can have them beside the old one's.
  const named = { ...after(), deleteBeforeReplace: false };
  const declared: Record<string, pulumi.Resource> = { target };
  if (autoscale !== undefined) {
    const policyArgs = {
      ...scalable,
      name,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        targetValue: autoscale.targetUtilization,
        predefinedMetricSpecification: { predefinedMetricType: "LambdaProvisionedConcurrencyUtilization" },
      },
    };
    declared["policy"] = new Policy(name, policyArgs, named);
  }
  schedules.forEach(({ cron, timezone, instances }, index) => {
    const range = { minCapacity: instances, maxCapacity: autoscale === undefined ? instances : largest };
    const actionName = `${name}-${index}`;
    const action = { ...scalable, name: actionName, schedule: schedule(cron), timezone };
    declared[`schedule${index}`] = new ScheduledAction(
      actionName,
      { ...action, scalableTargetAction: range },
      named,
    );
  });
  return declared;
}

/** `warm-rollout-target` is `warmRolloutTarget`. */
function camelCase(key: string): string {
  return key.replace(/-(\w|$)/g, (_, letter: string) => letter.toUpperCase());
}
