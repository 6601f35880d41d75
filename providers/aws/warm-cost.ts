import type { Spec } from "../../components/spec.js";
import { averageMinimum, isWarm } from "../../components/warm-timetable.js";
import { usdPerMonth } from "../usd-per-month.js";
import type { AwsSpec } from "./own.js";
import { provisionedUsdPerGbSecond } from "./prices.js";

/** What the ready instances cost while nobody calls, in USD a month; undefined in a region whose price is not known. */
export function warmCost(
  { warm, memoryMb, build }: Spec<AwsSpec>,
  region: string,
  slots: number,
): number | undefined {
  if (!isWarm(warm)) return 0;
  const price = provisionedUsdPerGbSecond[region]?.[build.architecture];
  if (price === undefined) return undefined;
  return usdPerMonth(averageMinimum(warm) * slots, (memoryMb / 1024) * price);
}
