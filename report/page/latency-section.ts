import { toDurationText } from "../duration.js";
import { toTableHtml } from "../html/table.js";
import { toMeasurement } from "../measurement.js";
import { leastRuns } from "../quantile-interval.js";
import { toChart, toFigure, toParagraph, toPlainFigure } from "./elements.js";
import { toHistogramSvg } from "./histogram-svg.js";
import { toLogBins } from "./log-bins.js";
import { isTold, percents, toFewNote, toPercentText } from "./percent-text.js";
import type { PageFunction } from "./stack-page.js";
import type { Say } from "./texts.js";

/** How long calls took, cold and warm. */
export function toLatencySection({ calls, name, cloud, history }: PageFunction, say: Say): string {
  if (calls === null) {
    const stack = history.at(-1)?.stack ?? "STACK";
    return toParagraph(say(cloud === "local" ? "notRunning" : "notMeasured", { stack, name }), "soft");
  }
  const kinds = [
    { title: say("coldTitle"), samples: calls.coldMs },
    { title: say("warmTitle"), samples: calls.warmMs },
  ];
  const figures = kinds.map(({ title, samples }) => toHistogram(name, title, samples, say));
  const tooFew = kinds.some(({ samples }) => samples.length < leastRuns(99)) ? toFewNote(say) : "";
  const failed = calls.failed > 0 ? toParagraph(say("failedCalls", { count: calls.failed }), "bad") : "";
  return `${toCallTable(name, kinds, say)}\n<div class="pair">${figures.join("\n")}</div>\n${tooFew}\n${failed}`;
}

interface Kind {
  readonly title: string;
  readonly samples: readonly number[];
}

function toCallTable(name: string, kinds: readonly Kind[], say: Say): string {
  const titles = ["p50", "p95", "p99", say("slowest"), say("callCount")];
  const rows = kinds.map(({ title, samples }) => {
    const measured = toMeasurement(samples);
    if (measured === null) return [title, ...titles.slice(1).map(() => "–"), "0"];
    const slowest = toDurationText(Math.max(...samples));
    return [
      title,
      ...percents.map((percent) => toPercentText(measured, percent)),
      slowest,
      String(measured.runs),
    ];
  });
  const columns = [
    { title: say("what"), kind: "text" as const },
    ...titles.map((title) => ({ title, kind: "number" as const })),
  ];
  return toTableHtml(`${name}: ${say("callsCaption")}`, columns, rows);
}

function toHistogram(name: string, title: string, samples: readonly number[], say: Say): string {
  const measured = toMeasurement(samples);
  if (measured === null) return toPlainFigure(title, toParagraph(say("noCalls"), "soft"));
  const { runs } = measured;
  const bins = toLogBins(samples);
  const svg = toHistogramSvg({
    alternative: say("histogramAlternative", {
      title,
      count: runs,
      p50: toPercentText(measured, 50),
      p95: toPercentText(measured, 95),
      most: toDurationText(Math.max(...samples)),
    }),
    unit: say("callsUnit"),
    bins,
    marks: ([50, 95] as const)
      .filter((percent) => isTold(measured, percent))
      .map((percent) => ({ name: `p${percent}`, ms: measured[`p${percent}Ms`] })),
  });
  const columns = [
    { title: say("binFrom"), kind: "number" as const },
    { title: say("binTo"), kind: "number" as const },
    { title: say("callCount"), kind: "number" as const },
  ];
  const rows = bins
    .filter(({ count }) => count > 0)
    .map(({ fromMs, toMs, count }) => [toDurationText(fromMs), toDurationText(toMs), String(count)]);
  return toFigure(title, toChart(svg), toTableHtml(`${name}: ${title}`, columns, rows), say);
}
