import type { AliyunPrices } from "../price-file.js";
import type { PriceList } from "../price-list.js";
import { firstPrice, priceOf } from "../price-of.js";
import { aliyunPrices, type Prices } from "../prices.js";

/** What is used in a month. A GB-second is 1024 MB for a second. */
export interface AliyunUsage {
  readonly requests?: number;
  /** CPUs that are given time. */
  readonly activeCpuSeconds?: number;
  /** CPUs that are frozen. */
  readonly idleCpuSeconds?: number;
  /** Active or idle. */
  readonly memoryGbSeconds?: number;
  /** Of the disk that is paid for. */
  readonly diskGbSeconds?: number;
}

/** A month's use in compute units, and what they cost by the list of each site, not rounded. */
export interface AliyunUsageCost {
  readonly cu: number;
  readonly usd: number;
  /** Unset where that list is not known. */
  readonly cny?: number;
}

/** Where the factor of each use stands, and of how many it is. */
const factors = {
  requests: ["cuPer10kRequests", 10_000],
  activeCpuSeconds: ["cuPerActiveCpuSecond", 1],
  idleCpuSeconds: ["cuPerIdleCpuSecond", 1],
  memoryGbSeconds: ["cuPerMemoryGbSecond", 1],
  diskGbSeconds: ["cuPerDiskGbSecond", 1],
} as const satisfies Record<keyof AliyunUsage, readonly [keyof AliyunPrices, number]>;

/**
 * What some use costs an account that uses nothing else, without trial quotas and plans.
 *
 * From https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/billing-overview-of-fc
 *
 * @throws UnknownPriceError when the factor of something that is used or the price in USD is not known.
 */
export function aliyunUsageCost(usage: AliyunUsage, files: Prices): AliyunUsageCost {
  return usageCost(usage, aliyunPrices(files));
}

/** The same with a list of which some figures may have been used before. */
export function usageCost(usage: AliyunUsage, prices: PriceList<AliyunPrices>): AliyunUsageCost {
  let cu = 0;
  for (const [use, [factor, of]] of Object.entries(factors)) {
    const quantity = usage[use as keyof AliyunUsage] ?? 0;
    if (quantity > 0) cu += (quantity / of) * firstPrice(prices.needed(factor));
  }
  const usd = priceOf(prices.needed("cu.USD"), cu);
  const cny = prices.find("cu.CNY");
  return { cu, usd, ...(cny !== undefined && { cny: priceOf(cny, cu) }) };
}
