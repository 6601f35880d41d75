import { roundToMicrosecond, toPercentile } from "./measurement.js";
import { quantileInterval } from "./quantile-interval.js";

/** One percentile of a measured time. */
export interface Percentile {
  readonly ms: number;
  /** Two of the measured times, between which it lies with 95 % confidence; null with too few runs for that. */
  readonly interval95Ms: readonly [low: number, high: number] | null;
}

/** The percentiles of a measured time, each with its confidence interval. */
export interface Distribution {
  readonly runs: number;
  readonly p50: Percentile;
  readonly p90: Percentile;
  readonly p99: Percentile;
}

/** Samples to percentiles, by nearest rank; null without samples. */
export function toDistribution(samplesMs: readonly number[]): Distribution | null {
  if (samplesMs.length === 0) return null;
  const sorted = [...samplesMs].sort((a, b) => a - b);
  const of = (percent: number): Percentile => ({
    ms: toPercentile(sorted, percent),
    interval95Ms: toInterval(sorted, percent),
  });
  return { runs: sorted.length, p50: of(50), p90: of(90), p99: of(99) };
}

function toInterval(sorted: readonly number[], percent: number): Percentile["interval95Ms"] {
  const ranks = quantileInterval(percent, sorted.length);
  if (ranks === undefined) return null;
  const at = (rank: number): number => roundToMicrosecond(sorted[rank - 1] ?? 0);
  return [at(ranks.low), at(ranks.high)];
}
