/** A median, with how far the samples lie from it. */
export interface Spread {
  readonly median: number;
  /** From the lower to the upper quartile. */
  readonly quartiles: readonly [low: number, high: number];
}

/** The median of samples, at least one, and their quartiles. */
export function toSpread(samples: readonly number[]): Spread {
  const sorted = toSorted(samples);
  return { median: quantile(sorted, 0.5), quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)] };
}

/** The median of samples, at least one. */
export function medianOf(samples: readonly number[]): number {
  return quantile(toSorted(samples), 0.5);
}

/** 95 % of a normal distribution lie within as many standard deviations: https://en.wikipedia.org/wiki/1.96 */
const z = 1.96;

/**
 * Where the median lies with a confidence of 95 %, whatever the samples' distribution: two of them, by their ranks.
 *
 * Ranks after W. J. Conover, Practical Nonparametric Statistics, section 3.2; of few samples it is their whole range.
 */
export function medianInterval(samples: readonly number[]): readonly [low: number, high: number] {
  const sorted = toSorted(samples);
  const { length } = sorted;
  const half = (z * Math.sqrt(length)) / 2;
  const low = Math.max(0, Math.ceil(length / 2 - half) - 1);
  const high = Math.min(length, Math.ceil(length / 2 + half)) - 1;
  return [sorted[low] ?? Number.NaN, sorted[high] ?? Number.NaN];
}

function toSorted(samples: readonly number[]): readonly number[] {
  return [...samples].sort((a, b) => a - b);
}

/** Between two samples, in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}
