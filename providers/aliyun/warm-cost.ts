import type { Spec } from "../../components/spec.js";
import { averageMinimum, isWarm } from "../../components/warm-timetable.js";
import { firstPrice } from "../price-of.js";
import { aliyunPrices, type Prices } from "../prices.js";
import { free, secondsPerMonth, toCents, type WarmCost } from "../warm-cost.js";
import type { AliyunSpec } from "./own.js";
import { usageCost } from "./usage-cost.js";

/**
 * What the least number of ready instances costs. Work costs what it costs on demand, so that being ready never pays off.
 *
 * @throws UnknownPriceError when a file of prices takes one away.
 */
export function warmCost({ warm, memoryMb, tmpDiskMb, own }: Spec<AliyunSpec>, load: () => Prices): WarmCost {
  if (!isWarm(warm)) return free;
  const prices = aliyunPrices(load());
  const freeDiskMb = firstPrice(prices.needed("freeDiskMb"));
  const seconds = averageMinimum(warm) * secondsPerMonth;
  const both = {
    memoryGbSeconds: (memoryMb / 1024) * seconds,
    diskGbSeconds: (Math.max(0, tmpDiskMb - freeDiskMb) / 1024) * seconds,
  };
  const cpuSeconds = own.cpu * seconds;
  const active = usageCost({ ...both, activeCpuSeconds: cpuSeconds }, prices);
  const idle = own.alwaysAllocateCpu ? active : usageCost({ ...both, idleCpuSeconds: cpuSeconds }, prices);
  return {
    idleUsdPerMonth: toCents(idle.usd),
    activeUsdPerMonth: toCents(active.usd),
    ...(idle.cny !== undefined &&
      active.cny !== undefined && {
        cny: { idlePerMonth: toCents(idle.cny), activePerMonth: toCents(active.cny) },
      }),
    prices: { place: "aliyun", days: prices.days() },
  };
}
