import type { Architecture } from "../../components/names.js";
import type { AwsPrices, Figure } from "../price-file.js";
import type { PriceList } from "../price-list.js";
import { priceOf } from "../price-of.js";
import { awsPrices, type Prices } from "../prices.js";

/** What is used in a month on one architecture. A GB-second is 1024 MB for a second. */
export interface AwsUsage {
  readonly requests?: number;
  /** Work of instances that were not kept ready. */
  readonly onDemandGbSeconds?: number;
  /** Being ready, also while working. */
  readonly provisionedGbSeconds?: number;
  /** Work of instances that were kept ready. */
  readonly provisionedDurationGbSeconds?: number;
  /** `/tmp` above 512 MB, while working. */
  readonly tmpDiskGbSeconds?: number;
}

/** The same in USD, not rounded. */
export interface AwsUsageUsd extends Required<AwsUsage> {
  readonly total: number;
}

/** Finds the figure of a region that an estimate needs. */
export type AwsFigureOf = (meter: keyof typeof meters) => Figure;

/** Where the price of each use stands, and whether it differs by architecture. */
const meters = {
  requests: "request",
  onDemandGbSeconds: "onDemandGbSecond",
  provisionedGbSeconds: "provisionedGbSecond",
  provisionedDurationGbSeconds: "provisionedDurationGbSecond",
  tmpDiskGbSeconds: "tmpDiskGbSecond",
} as const satisfies Record<keyof AwsUsage, keyof AwsPrices>;

/**
 * What some use costs in a region, without the free tier, which functions with provisioned concurrency do not have.
 *
 * From https://aws.amazon.com/lambda/pricing/
 *
 * @throws UnknownPriceError when the price of something that is used is not known.
 */
export function awsUsageUsd(
  usage: AwsUsage,
  region: string,
  architecture: Architecture,
  prices: Prices,
): AwsUsageUsd {
  return usageUsd(usage, awsFigures(awsPrices(prices, region), architecture));
}

/** The same with figures of which some may have been used before. */
export function usageUsd(usage: AwsUsage, figureOf: AwsFigureOf): AwsUsageUsd {
  const costOf = (use: keyof AwsUsage) => {
    const quantity = usage[use] ?? 0;
    return quantity === 0 ? 0 : priceOf(figureOf(use), quantity);
  };
  const costs: Required<AwsUsage> = {
    requests: costOf("requests"),
    onDemandGbSeconds: costOf("onDemandGbSeconds"),
    provisionedGbSeconds: costOf("provisionedGbSeconds"),
    provisionedDurationGbSeconds: costOf("provisionedDurationGbSeconds"),
    tmpDiskGbSeconds: costOf("tmpDiskGbSeconds"),
  };
  return { ...costs, total: Object.values(costs).reduce((sum, cost) => sum + cost, 0) };
}

/** The figures of a region and an architecture. */
export function awsFigures(list: PriceList<AwsPrices>, architecture: Architecture): AwsFigureOf {
  return (use) => {
    const meter = meters[use];
    return list.needed(
      meter === "request" || meter === "tmpDiskGbSecond" ? meter : `${meter}.${architecture}`,
    );
  };
}
