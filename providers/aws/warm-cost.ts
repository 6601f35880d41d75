import type { Spec } from "../../components/spec.js";
import { averageMinimum, isWarm } from "../../components/warm-timetable.js";
import { firstPrice } from "../price-of.js";
import { awsPrices, type Prices } from "../prices.js";
import { estimated, free, secondsPerMonth, toCents, type WarmCost } from "../warm-cost.js";
import type { AwsSpec } from "./own.js";
import { type AwsFigureOf, awsFigures, usageUsd } from "./usage-cost.js";

/** The `/tmp` that every function has without paying for it. https://aws.amazon.com/lambda/pricing/ */
const freeTmpDiskMb = 512;

/**
 * What the least number of ready instances costs.
 *
 * @throws UnknownPriceError in a region whose price is not known; what being ready is compared with may be unknown.
 */
export function warmCost(
  { warm, memoryMb, tmpDiskMb, build: { architecture } }: Spec<AwsSpec>,
  region: string,
  slots: number,
  load: () => Prices,
): WarmCost {
  if (!isWarm(warm)) return free;
  const prices = awsPrices(load(), region);
  const figureOf = awsFigures(prices, architecture);
  const seconds = averageMinimum(warm) * slots * secondsPerMonth;
  const gbSeconds = (memoryMb / 1024) * seconds;
  const idle = { provisionedGbSeconds: gbSeconds };
  const active = {
    ...idle,
    provisionedDurationGbSeconds: gbSeconds,
    tmpDiskGbSeconds: ((tmpDiskMb - freeTmpDiskMb) / 1024) * seconds,
  };
  const usdOf = (usage: typeof idle) => toCents(usageUsd(usage, figureOf).total);
  const costs = { idleUsdPerMonth: usdOf(idle), activeUsdPerMonth: usdOf(active), ...breakEven(figureOf) };
  return { ...costs, prices: { place: region, days: prices.days() } };
}

/** Where being ready and the lower price of work together cost what work costs on demand. */
function breakEven(figureOf: AwsFigureOf): Pick<WarmCost, "breakEvenOccupancy" | "unknownBreakEven"> {
  const occupancy = estimated(() => breakEvenOccupancy(figureOf));
  if (typeof occupancy === "object") return { unknownBreakEven: occupancy.unknownPrice };
  return occupancy === undefined ? {} : { breakEvenOccupancy: occupancy };
}

function breakEvenOccupancy(figureOf: AwsFigureOf): number | undefined {
  const saved =
    firstPrice(figureOf("onDemandGbSeconds")) - firstPrice(figureOf("provisionedDurationGbSeconds"));
  const occupancy = firstPrice(figureOf("provisionedGbSeconds")) / saved;
  return saved > 0 && occupancy <= 1 ? Math.round(occupancy * 1000) / 1000 : undefined;
}
