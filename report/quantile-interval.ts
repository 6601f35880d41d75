/** The ranks, counted from 1, of the two samples between which a quantile lies. */
export interface QuantileInterval {
  readonly low: number;
  readonly high: number;
}

/** What may lie beyond each end of a 95 % confidence interval. */
const tail = 0.025;

/**
 * The ranks that enclose a quantile with 95 % confidence, whatever the distribution; undefined when there are too few
 * samples for that. The number of samples below a quantile is binomial, so each end leaves out at most 2.5 %.
 * https://en.wikipedia.org/wiki/Order_statistic#Confidence_intervals_for_quantiles
 */
export function quantileInterval(percent: number, count: number): QuantileInterval | undefined {
  const share = percent / 100;
  let below = 0;
  let low = 0;
  // The chance that exactly `successes` of the samples are below, carried along as a logarithm: it gets very small.
  let logChance = count * Math.log1p(-share);
  for (let successes = 0; successes <= count; successes++) {
    below += Math.exp(logChance);
    if (below <= tail) low = successes + 1;
    if (below >= 1 - tail) {
      const high = successes + 1;
      return low >= 1 && high <= count ? { low, high } : undefined;
    }
    logChance += Math.log((count - successes) / (successes + 1)) + Math.log(share) - Math.log1p(-share);
  }
  return undefined;
}

/** The least number of samples with which a quantile has such an interval. */
export function leastRuns(percent: number): number {
  const rarer = Math.max(percent, 100 - percent) / 100;
  return Math.ceil(Math.log(tail) / Math.log(rarer));
}
