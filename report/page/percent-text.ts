import { toDurationText } from "../duration.js";
import type { Measurement } from "../model.js";
import { leastRuns } from "../quantile-interval.js";
import { toParagraph } from "./elements.js";
import type { Say } from "./texts.js";

export const percents = [50, 95, 99] as const;
type Percent = (typeof percents)[number];

/** Of fewer samples, a percentile is one of the outermost by chance. */
export function isTold({ runs }: Measurement, percent: Percent): boolean {
  return runs >= leastRuns(percent);
}

/** A percentile, or that there are too few samples to tell it. */
export function toPercentText(measured: Measurement, percent: Percent): string {
  return isTold(measured, percent) ? toDurationText(measured[`p${percent}Ms`]) : "–";
}

/** How many samples it takes. */
export function toFewNote(say: Say): string {
  const [p50, p95, p99] = percents.map(leastRuns);
  return toParagraph(say("fewSamples", { p50: p50 ?? 0, p95: p95 ?? 0, p99: p99 ?? 0 }), "soft");
}
