import { Cron } from "croner";
import type { Limits } from "../providers/adapter.js";
import type { Checker } from "./checker.js";

/**
 * Checks a portable cron expression: five fields, names for days of the week, and a time at which it fires.
 *
 * Numbers for days of the week are refused because the clouds disagree about them: Sunday is 0 in Unix and 1 on AWS
 * (https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html).
 */
export function checkCron(property: string, cron: string, check: Checker, limits: Limits): void {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) {
    check.refuse(property, "have five fields (minute hour day-of-month month day-of-week)", cron);
    return;
  }
  if (/\d/.test(fields[4] ?? "")) {
    check.refuse(property, "name days of the week MON-SUN, since clouds number them differently", cron);
    return;
  }
  const [, , dayOfMonth = "", , dayOfWeek = ""] = fields;
  if (/[^\w*,/-]/.test(fields.join("")) || /[LW]/i.test(dayOfMonth) || /[A-Z]{3}L/i.test(dayOfWeek)) {
    check.refuse(
      property,
      "use only *, numbers, names, lists, ranges and steps, which every cloud has",
      cron,
    );
    return;
  }
  if (!limits.bothDayFields && dayOfMonth !== "*" && dayOfWeek !== "*") {
    check.refuse(
      property,
      "leave day-of-month or day-of-week *, since the cloud reads only one of them",
      cron,
      "Write two schedules.",
    );
    return;
  }
  let next: Date | null;
  try {
    next = new Cron(cron, { paused: true, timezone: "UTC" }).nextRun();
  } catch {
    check.refuse(property, 'be a cron expression such as "0 8 * * MON-FRI"', cron);
    return;
  }
  if (next === null) check.refuse(property, "fire some day", cron, "No date has that day and month.");
}

/** Tells whether this is a time zone name that the runtime's database knows. An offset is none, and no cloud takes it. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
