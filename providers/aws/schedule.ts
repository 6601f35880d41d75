import { cronFields } from "../cron-fields.js";

/**
 * Translates a portable cron expression to Application Auto Scaling's: six fields, one of the two day fields a `?`.
 *
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function schedule(cron: string): string {
  const { minute, hour, dayOfMonth, month, dayOfWeek } = cronFields(cron);
  const [inMonth, inWeek] = dayOfWeek === "*" ? [dayOfMonth, "?"] : ["?", dayOfWeek];
  return `cron(${minute} ${hour} ${inMonth} ${month} ${inWeek} *)`;
}
