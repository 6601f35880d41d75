import type { Measurement } from "./model.js";

/**
 * Samples to percentiles, by nearest rank: the smallest sample that at least p percent of all samples do not exceed.
 * So every number is one that was measured, and the p95 of ten samples is their maximum.
 */
export function toMeasurement(samplesMs: readonly number[]): Measurement | null {
  const sorted = [...samplesMs].sort((a, b) => a - b);
  const percentile = (percent: number): number => toPercentile(sorted, percent);
  if (sorted.length === 0) return null;
  return { runs: sorted.length, p50Ms: percentile(50), p95Ms: percentile(95), p99Ms: percentile(99) };
}

/** The nearest-rank percentile of samples in ascending order, to the microsecond. */
export function toPercentile(sorted: readonly number[], percent: number): number {
  return roundToMicrosecond(sorted[rank(percent, sorted.length)] ?? 0);
}

function rank(percent: number, count: number): number {
  return Math.ceil((percent * count) / 100) - 1;
}

/** No clock that is read here says more. */
export function roundToMicrosecond(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
