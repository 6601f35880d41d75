import type { WarmConfig } from "./function-config.js";

/** Keeps a quotient such as 7 / 0.7 from counting as more than the 10 it is. */
const roundingSlack = 1e-9;

/** How many instances to keep ready, given the minimum of the hour and how many are busy. */
export function warmTarget(warm: WarmConfig, minimum: number, busy: number): number {
  if (warm.autoscale === undefined) return minimum;
  const { max, targetUtilization } = warm.autoscale;
  const wanted = Math.ceil(busy / targetUtilization - roundingSlack);
  return Math.max(minimum, Math.min(wanted, max));
}
