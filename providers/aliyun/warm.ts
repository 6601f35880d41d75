import type { V3Function } from "@pulumi/alicloud/fc/v3function.js";
import { V3ProvisionConfig, type V3ProvisionConfigArgs } from "@pulumi/alicloud/fc/v3provisionConfig.js";
import type { fc } from "@pulumi/alicloud/types/input.js";
import * as pulumi from "@pulumi/pulumi";
import type { WarmSpec } from "../../components/warm.js";
import { isScaled, isWarm, startingMinimum } from "../../components/warm-timetable.js";
import { shortDigest } from "../short-digest.js";
import type { AliyunSpec } from "./own.js";
import { awaitReady } from "./ready.js";
import { schedule } from "./schedule.js";
import type { Scope } from "./scope.js";
import { latest } from "./traffic.js";

type Setting = Required<Omit<V3ProvisionConfigArgs, "functionName" | "qualifier">>;

/** What was asked for. */
interface Asked {
  readonly warm: WarmSpec;
  readonly own: Pick<AliyunSpec, "alwaysAllocateCpu">;
}

/** The ready instances of one qualifier. */
interface Slot extends Asked {
  readonly qualifier: string;
  /** A slot of `LATEST` has the same names with an alias beside it and without. */
  readonly name: string;
  readonly key: string;
}

/** Fixed, since a setting that changed with the time would be sent with each deployment. */
const [startTime, endTime] = ["2020-01-01T00:00:00", "2099-12-30T23:59:59"];
/**
 * What stands for nothing in a list, on the last day of the century: the provider leaves out a list that is empty, and what
 * was in it before might be kept.
 */
const dormant = {
  name: "none",
  startTime: "2099-12-31T00:00:00Z",
  endTime: "2099-12-31T23:59:59Z",
};
const noSchedule: fc.V3ProvisionConfigScheduledAction = {
  ...dormant,
  scheduleExpression: "cron(0 0 0 * * *)",
  target: 0,
};
const noPolicy: fc.V3ProvisionConfigTargetTrackingPolicy = {
  ...dormant,
  metricType: "ProvisionedConcurrencyUtilization",
  metricTarget: 0.7,
  minCapacity: 1,
  maxCapacity: 1,
};
const nothing: Asked = { warm: { instances: 0, schedules: [] }, own: { alwaysAllocateCpu: false } };
const values = [
  "target",
  "scheduledActions",
  "targetTrackingPolicies",
  "alwaysAllocateCpu",
  "alwaysAllocateGpu",
] satisfies (keyof Setting)[];

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
  const { warm, own } = scope.spec;
  if (!isWarm(warm)) return { declared: [], ready: pulumi.output(undefined) };
  const declareSlot = (slot: Slot, ...others: readonly pulumi.Resource[]) =>
    declareSetting(scope, fn, slot, declareRelease(scope, fn, slot, others));
  if (qualifier === latest) {
    const setting = declareSlot({ warm, own, qualifier, name: "", key: "warm" }, ...before);
    return { declared: [setting], ready: awaitReady(scope, fn, setting) };
  }
  // The provider reads without a qualifier, which finds LATEST's: there has to be one. Its names are those of LATEST
  // without an alias: else it would go with the alias, and take along what LATEST is warm with from then on.
  const ofLatest = declareSlot({ ...nothing, qualifier: latest, name: "", key: "warmLatest" }, ...before);
  const setting = declareSlot({ warm, own, qualifier, name: "alias-", key: "warm" }, ofLatest);
  return { declared: [setting], ready: pulumi.output(undefined) };
}

/** What is warm as long as it exists; what it is warm with is up to the setting. */
function declareRelease(
  { prefix, resources, after }: Scope,
  fn: V3Function,
  slot: Slot,
  before: readonly pulumi.Resource[],
): V3ProvisionConfig {
  const release = new V3ProvisionConfig(
    `${prefix}-${slot.name}release`,
    { functionName: fn.functionName, qualifier: slot.qualifier, ...toSetting(slot, Date.now()) },
    { ...after(fn, ...before), ignoreChanges: values, replaceOnChanges: ["qualifier"] },
  );
  resources[`${slot.key}Release`] = release;
  return release;
}

function declareSetting(
  { prefix, resources, after }: Scope,
  fn: V3Function,
  slot: Slot,
  before: pulumi.Resource,
): V3ProvisionConfig {
  const ofNumber = isScaled(slot.warm) ? ["target"] : [];
  const setting = new V3ProvisionConfig(
    `${prefix}-${slot.name}warm-${digestOf(slot)}`,
    { functionName: fn.functionName, qualifier: slot.qualifier, ...toSetting(slot, Date.now()) },
    {
      ...after(before),
      retainOnDelete: true,
      replaceOnChanges: ["*"],
      // What is read is LATEST's, and of a number that changes by itself the one of the moment.
      ignoreChanges: slot.qualifier === latest ? ofNumber : values,
    },
  );
  resources[slot.key] = setting;
  return setting;
}

/** All of it, also what is nothing. */
function toSetting({ warm, own }: Asked, now: number): Setting {
  const { autoscale, schedules } = warm;
  const window = { startTime: `${startTime}Z`, endTime: `${endTime}Z` };
  const policies: fc.V3ProvisionConfigTargetTrackingPolicy[] =
    autoscale === undefined
      ? [noPolicy]
      : [
          {
            name: "autoscale",
            ...window,
            metricType: "ProvisionedConcurrencyUtilization",
            metricTarget: autoscale.targetUtilization,
            // It counts all the time, beside what a schedule says: a larger one would keep schedules from lowering it.
            minCapacity: Math.max(1, Math.min(warm.instances, ...schedules.map((each) => each.instances))),
            maxCapacity: autoscale.max,
          },
        ];
  const actions: fc.V3ProvisionConfigScheduledAction[] = schedules.map(
    ({ cron, timezone, instances }, index) => ({
      name: `schedule-${index}`,
      ...(timezone === "UTC" ? window : { startTime, endTime, timeZone: timezone }),
      scheduleExpression: schedule(cron),
      target: instances,
    }),
  );
  return {
    target: startingMinimum(warm, now),
    scheduledActions: actions.length === 0 ? [noSchedule] : actions,
    targetTrackingPolicies: policies,
    alwaysAllocateCpu: own.alwaysAllocateCpu,
    alwaysAllocateGpu: false,
  };
}

/** Of what was asked for: the number to begin with depends on the time. */
function digestOf({ warm, own, qualifier }: Slot): string {
  const { instances, autoscale, schedules } = warm;
  const asked = JSON.stringify([qualifier, instances, autoscale, schedules, own.alwaysAllocateCpu]);
  return shortDigest(asked);
}
