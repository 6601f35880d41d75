import { cronFields } from "../cron-fields.js";

/**
 * Translates a portable cron expression to Function Compute's: six fields, seconds first.
 *
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/configure-provisioned-instances-and-auto-scaling-rules
 */
export function schedule(cron: string): string {
  const { minute, hour, dayOfMonth, month, dayOfWeek } = cronFields(cron);
  return `cron(0 ${minute} ${hour} ${dayOfMonth} ${month} ${dayOfWeek})`;
}
