import { createHash } from "node:crypto";
import type { types } from "@pulumi/alicloud";
import type { V3Function } from "@pulumi/alicloud/fc/v3function.js";
import { V3ProvisionConfig, type V3ProvisionConfigArgs } from "@pulumi/alicloud/fc/v3provisionConfig.js";
import * as pulumi from "@pulumi/pulumi";
import type { Spec } from "../../components/spec.js";
import { isScaled, isWarm, startingMinimum } from "../../components/warm-timetable.js";
import type { AliyunSpec } from "./own.js";
import { awaitReady } from "./ready.js";
import { schedule } from "./schedule.js";
import type { Scope } from "./scope.js";
import { latest } from "./traffic.js";

type Setting = Required<Omit<V3ProvisionConfigArgs, "functionName" | "qualifier">>;

/** Fixed, since a setting that changed with the time would be sent with each deployment. */
const [startTime, endTime] = ["2020-01-01T00:00:00", "2099-12-31T23:59:59"];
const nothing: Setting = {
  target: 0,
  scheduledActions: [],
  targetTrackingPolicies: [],
  alwaysAllocateCpu: false,
  alwaysAllocateGpu: false,
};
const values = Object.keys(nothing);

/**
 * Has instances of `LATEST`, or of the alias, ready: no other qualifier can have them.
 *
 * The provider sends what changed and no more, and whether Function Compute keeps or forgets the rest is not documented:
 * schedules could go, and idle instances get CPU time at several times the price. So a changed setting is another
 * resource here, which is created, and with that sent whole; the one before is dropped without a call. `release` is what
 * ends it: it exists as long as anything is warm, and its removal is the call that lets the instances go.
 */
export function declareWarm(
  scope: Scope,
  fn: V3Function,
  qualifier: string,
  before: readonly pulumi.Resource[],
): { readonly declared: readonly pulumi.Resource[]; readonly ready: pulumi.Output<unknown> } {
  const { spec, prefix, resources, after } = scope;
  if (!isWarm(spec.warm)) return { declared: [], ready: pulumi.output(undefined) };
  const of = (
    name: string,
    key: string,
    args: Setting & { qualifier: string },
    options: pulumi.CustomResourceOptions,
  ) => {
    const config = new V3ProvisionConfig(
      `${prefix}-${name}`,
      { functionName: fn.functionName, ...args },
      options,
    );
    resources[key] = config;
    return config;
  };
  const setting = toSetting(spec, Date.now());
  const isLatest = qualifier === latest;
  // The provider reads without a qualifier, which finds LATEST's: there has to be one.
  const ofLatest = isLatest
    ? []
    : [
        of(
          "latest",
          "warmLatest",
          { ...nothing, qualifier: latest },
          { ...after(fn, ...before), ignoreChanges: values },
        ),
      ];
  const release = of(
    "release",
    "warmRelease",
    { ...setting, qualifier },
    { ...after(fn, ...before, ...ofLatest), ignoreChanges: values, replaceOnChanges: ["qualifier"] },
  );
  const warm = of(
    `warm-${digestOf(spec, qualifier)}`,
    "warm",
    { ...setting, qualifier },
    {
      ...after(release),
      retainOnDelete: true,
      replaceOnChanges: ["*"],
      // What is read is LATEST's, and of a number that changes by itself the one of the moment.
      ignoreChanges: isLatest ? (isScaled(spec.warm) ? ["target"] : []) : values,
    },
  );
  const ready = isLatest ? awaitReady(scope, fn, warm) : pulumi.output(undefined);
  return { declared: [warm], ready };
}

/** All of it, also what is nothing: a list that is left out might be kept. */
export function toSetting({ warm, own }: Pick<Spec<AliyunSpec>, "warm" | "own">, now: number): Setting {
  const { autoscale, schedules } = warm;
  const window = { startTime: `${startTime}Z`, endTime: `${endTime}Z` };
  const policies: types.input.fc.V3ProvisionConfigTargetTrackingPolicy[] =
    autoscale === undefined
      ? []
      : [
          {
            name: "autoscale",
            ...window,
            metricType: "ProvisionedConcurrencyUtilization",
            metricTarget: autoscale.targetUtilization,
            minCapacity: Math.max(1, warm.instances),
            maxCapacity: autoscale.max,
          },
        ];
  return {
    target: startingMinimum(warm, now),
    scheduledActions: schedules.map(({ cron, timezone, instances }, index) => ({
      name: `schedule-${index}`,
      ...(timezone === "UTC" ? window : { startTime, endTime, timeZone: timezone }),
      scheduleExpression: schedule(cron),
      target: instances,
    })),
    targetTrackingPolicies: policies,
    alwaysAllocateCpu: own.alwaysAllocateCpu,
    alwaysAllocateGpu: false,
  };
}

/** Of what was asked for: the number to begin with depends on the time. */
function digestOf({ warm, own }: Spec<AliyunSpec>, qualifier: string): string {
  const { instances, autoscale, schedules } = warm;
  const asked = JSON.stringify([qualifier, instances, autoscale, schedules, own.alwaysAllocateCpu]);
  return createHash("sha256").update(asked).digest("hex").slice(0, 8);
}
