import type { Spec } from "../../components/spec.js";
import { averageMinimum } from "../../components/warm-timetable.js";
import { usdPerMonth } from "../usd-per-month.js";
import type { AliyunSpec } from "./own.js";
import { freeDiskMb, usdPerSecond } from "./prices.js";

/** What the ready instances cost while nobody calls, in USD a month. */
export function warmCost({ warm, memoryMb, tmpDiskMb, own }: Spec<AliyunSpec>): number {
  const perSecond =
    (memoryMb / 1024) * usdPerSecond.memoryGb +
    (Math.max(0, tmpDiskMb - freeDiskMb) / 1024) * usdPerSecond.diskGb +
    (own.alwaysAllocateCpu ? own.cpu * usdPerSecond.cpu : 0);
  return usdPerMonth(averageMinimum(warm), perSecond);
}
