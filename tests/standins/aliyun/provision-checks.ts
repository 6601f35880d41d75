import { invalid } from "./fc-checks.js";
import type { FcConfig } from "./fc-config.js";
import type { FcFunction } from "./fc-function.js";
import type { Provision, ScheduledAction, TargetTrackingPolicy } from "./provision.js";

const metrics = ["ProvisionedConcurrencyUtilization", "CPUUtilization", "GPUMemUtilization"];

/** Refuses where instances cannot be provisioned. */
export function checkQualifier(fn: FcFunction, qualifier: string): void {
  if (/^\d+$/.test(qualifier))
    throw invalid(`qualifier '${qualifier}' is a version; provisioned instances are for an alias or LATEST`);
  if (qualifier !== "LATEST") fn.alias(qualifier);
}

/** Refuses a provision config. */
export function checkProvision(fn: FcFunction, qualifier: string, { settings, effective }: Provision): void {
  const { target, scheduledActions, targetTrackingPolicies } = settings;
  if (!Number.isInteger(target) || target < 0 || target > 10_000)
    throw invalid(`target ${target} must be between 0 and 10000`);
  for (const each of [...scheduledActions, ...targetTrackingPolicies]) checkTimes(each);
  checkNames("scheduledActions", scheduledActions);
  checkNames("targetTrackingPolicies", targetTrackingPolicies);
  for (const action of scheduledActions) checkAction(action);
  for (const policy of targetTrackingPolicies) checkPolicy(policy);
  const most = Math.max(
    effective,
    ...scheduledActions.map((action) => action.target),
    ...targetTrackingPolicies.map(({ maxCapacity }) => maxCapacity),
  );
  checkReserved(fn.reserved, fn.traffic.provisionedExcept(qualifier) + most, fn.config);
}

/** Refuses to provision more than a function may have at once. */
export function checkReserved(
  reserved: number | undefined,
  instances: number,
  { instanceConcurrency }: FcConfig,
): void {
  const needed = instances * instanceConcurrency;
  if (reserved !== undefined && needed > reserved)
    throw invalid(
      `reservedConcurrency ${reserved} is less than the ${needed} that ${instances} provisioned instances can have`,
    );
}

function checkNames(list: string, items: readonly { name: string }[]): void {
  const names = items.map(({ name }) => name);
  if (names.includes("")) throw invalid(`each of ${list} must have a name`);
  if (new Set(names).size < names.length) throw invalid(`the names of ${list} must differ`);
}

function checkAction({ name, scheduleExpression, target }: ScheduledAction): void {
  if (target < 0 || target > 10_000)
    throw invalid(`target ${target} of scheduled action '${name}' must be between 0 and 10000`);
  const cron = /^cron\((.*)\)$/.exec(scheduleExpression)?.[1]?.split(" ");
  if (cron?.length !== 6 && !/^at\(.+\)$/.test(scheduleExpression))
    throw invalid(
      `scheduleExpression '${scheduleExpression}' of scheduled action '${name}' must be cron() with 6 fields, or at()`,
    );
}

function checkPolicy({
  name,
  metricType,
  metricTarget,
  minCapacity,
  maxCapacity,
}: TargetTrackingPolicy): void {
  const of = `of target tracking policy '${name}'`;
  if (!metrics.includes(metricType))
    throw invalid(`metricType '${metricType}' ${of} must be one of ${metrics.join(", ")}`);
  if (metricTarget <= 0 || metricTarget > 1)
    throw invalid(`metricTarget ${metricTarget} ${of} must be in (0, 1]`);
  if (minCapacity < 1 || maxCapacity < minCapacity || maxCapacity > 10_000)
    throw invalid(
      `minCapacity ${minCapacity} and maxCapacity ${maxCapacity} ${of} must be 1 <= min <= max <= 10000`,
    );
}

/** Local times have a time zone, others are UTC's and say so. */
function checkTimes(item: ScheduledAction | TargetTrackingPolicy): void {
  const { name, timeZone } = item;
  if (timeZone !== "" && !isTimeZone(timeZone))
    throw invalid(`timeZone '${timeZone}' of '${name}' is unknown`);
  const form = timeZone === "" ? /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ : /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
  for (const key of ["startTime", "endTime"] as const) {
    if (form.test(item[key])) continue;
    const how = timeZone === "" ? "end with Z without a timeZone" : "not end with Z with a timeZone";
    throw invalid(`${key} '${item[key]}' of '${name}' must be a time and ${how}`);
  }
  if (item.endTime <= item.startTime) throw invalid(`endTime of '${name}' must be after its startTime`);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
