import type { Limits } from "../providers/adapter.js";
import type { WarmArgs, WarmScheduleArgs } from "./args.js";
import type { Checker } from "./checker.js";
import { checkCron, isTimeZone } from "./cron.js";
import { asSection } from "./rule.js";

/** The `warm` section with its defaults filled. */
export interface WarmSpec {
  readonly instances: number;
  readonly autoscale?: { readonly max: number; readonly targetUtilization: number };
  readonly schedules: readonly Required<WarmScheduleArgs>[];
}

interface Context {
  readonly check: Checker;
  readonly limits: Limits;
  readonly maxConcurrency: number | undefined;
}

const fractions: Readonly<Record<number, string>> = { 2: "half" };

/** Fills and checks the `warm` section: no number of ready instances may exceed what may run at once. */
export function toWarm(args: WarmArgs | undefined, context: Context): WarmSpec {
  const instances = toCount("warm.instances", args?.instances ?? 0, context);
  return {
    instances,
    autoscale: toAutoscale(asSection(args?.autoscale), instances, context),
    schedules: Array.isArray(args?.schedules)
      ? args.schedules.map((schedule, index) => toSchedule(`warm.schedules[${index}]`, schedule, context))
      : [],
  };
}

function toAutoscale(
  args: WarmArgs["autoscale"],
  instances: number,
  context: Context,
): WarmSpec["autoscale"] {
  if (args === undefined) return undefined;
  const { check } = context;
  const max = toCount("warm.autoscale.max", args.max, context);
  const least = Math.max(1, instances);
  if (max < least) check.refuse("warm.autoscale.max", `be at least ${least}, the number it grows from`, max);
  const utilization = args.targetUtilization ?? 0.7;
  return { max, targetUtilization: check.ratio("warm.autoscale.targetUtilization", utilization, 0.1, 0.9) };
}

function toSchedule(property: string, args: WarmScheduleArgs, context: Context): Required<WarmScheduleArgs> {
  const { check, limits } = context;
  const timezone = check.string(`${property}.timezone`, args?.timezone ?? "UTC");
  const knownZone = isTimeZone(timezone);
  if (!knownZone && timezone !== "") {
    check.refuse(`${property}.timezone`, 'be an IANA time zone such as "Asia/Shanghai"', timezone);
  }
  const cron = check.string(`${property}.cron`, args?.cron);
  if (cron !== "") checkCron(`${property}.cron`, cron, check, limits);
  const instances = toCount(`${property}.instances`, args?.instances, context, limits.scheduledInstances);
  return { cron, timezone, instances };
}

function toCount(
  property: string,
  value: number,
  { check, limits, maxConcurrency }: Context,
  range = limits.warmInstances,
): number {
  const count = check.number(property, value, range);
  if (maxConcurrency === undefined || !(count * limits.warmOverlap > maxConcurrency)) return count;
  const rule =
    limits.warmOverlap === 1
      ? `be at most "maxConcurrency", ${maxConcurrency}`
      : `be at most ${fractions[limits.warmOverlap]} of "maxConcurrency", ${maxConcurrency}, since a new version is made ready beside the old one`;
  check.refuse(property, rule, count, "Raise one or lower the other.");
  return count;
}
