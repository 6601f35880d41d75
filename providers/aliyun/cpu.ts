import type { Checker } from "../../components/checker.js";
import { isInRange } from "../../components/rule.js";
import { limits } from "./limits.js";

const stepsPerCpu = 20;
const mostCpu = 16;
/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const memoryMbPerCpu = 1769;

/** Fills and checks `aliyun.cpu`. */
export function toCpu(cpu: number | undefined, memoryMb: number, check: Checker): number {
  // Memory that is no such number is refused where it is given.
  const isMemory = isInRange(memoryMb, limits.memoryMb);
  const { min, max } = isMemory ? cpuBand(memoryMb) : { min: 1 / stepsPerCpu, max: mostCpu };
  if (cpu === undefined) return isMemory ? cpuFor(memoryMb) : min;
  if (typeof cpu === "number") {
    const steps = Math.round(cpu * stepsPerCpu);
    // 0.1 + 0.2 is meant to be 0.3.
    const nearest = steps / stepsPerCpu;
    if (Math.abs(cpu - nearest) < 1e-9 && nearest >= min && nearest <= max) return nearest;
  }
  const where = isMemory ? ` with ${memoryMb} MB of memory` : "";
  const rule = `be a multiple of 0.05 from ${min} to ${max}${where}`;
  check.refuse("aliyun.cpu", rule, cpu, "Leave it out to have it follow the memory.");
  return min;
}

/**
 * The CPUs that go with some memory: a step of 0.05, from a quarter of a CPU to one for each GB.
 *
 * https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/instance-types-and-specifications
 */
export function cpuBand(memoryMb: number): { readonly min: number; readonly max: number } {
  const memoryGb = memoryMb / 1024;
  return {
    min: Math.ceil((memoryGb / 4) * stepsPerCpu) / stepsPerCpu,
    max: Math.floor(Math.min(mostCpu, memoryGb) * stepsPerCpu) / stepsPerCpu,
  };
}

/** As many CPUs as AWS gives for the memory, which is in the band for all memory that is accepted. */
export function cpuFor(memoryMb: number): number {
  return Math.min(mostCpu, Math.ceil((memoryMb / memoryMbPerCpu) * stepsPerCpu) / stepsPerCpu);
}
