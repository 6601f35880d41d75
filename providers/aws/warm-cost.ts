import type { Spec } from "../../components/spec.js";
import { averageMinimum, isWarm } from "../../components/warm-timetable.js";
import type { AwsSpec } from "./own.js";
import { provisionedUsdPerGbSecond } from "./prices.js";

const secondsPerMonth = 730 * 3600;

/** What the ready instances cost while nobody calls, in USD a month; undefined in a region whose price is not known. */
export function warmCost(
  { warm, memoryMb, build }: Spec<AwsSpec>,
  region: string,
  slots: number,
): number | undefined {
  if (!isWarm(warm)) return 0;
  const price = provisionedUsdPerGbSecond[region]?.[build.architecture];
  if (price === undefined) return undefined;
  const leastInstances = Math.max(averageMinimum(warm), warm.autoscale === undefined ? 0 : 1) * slots;
  return Math.round(leastInstances * (memoryMb / 1024) * secondsPerMonth * price * 100) / 100;
}
