import type { AliyunPrices, Figure } from "../price-file.js";
import { firstPrice, priceOf } from "../price-of.js";
import { aliyunPrices, needed, type Prices } from "../prices.js";

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
 * @throws UnknownPriceError when a factor or the price in USD is not known.
 */
export function aliyunUsageCost(usage: AliyunUsage, files: Prices): AliyunUsageCost {
  const { prices } = aliyunPrices(files);
  let cu = 0;
  for (const [use, [factor, of]] of Object.entries(factors))
    cu += ((usage[use as keyof AliyunUsage] ?? 0) / of) * firstPrice(known(prices[factor], factor));
  const { USD, CNY } = prices.cu ?? {};
  return {
    cu,
    usd: priceOf(known(USD, "cu.USD"), cu),
    ...(CNY !== undefined && { cny: priceOf(CNY, cu) }),
  };
}

function known(figure: Figure | undefined, name: string): Figure {
  return needed(figure, name, "aliyun");
}
