import { toDurationText } from "../duration.js";
import { toTableHtml } from "../html/table.js";
import { toMeasurement } from "../measurement.js";
import { toChart, toFigure, toParagraph, toPlainFigure } from "./elements.js";
import { toHistogramSvg } from "./histogram-svg.js";
import { toLogBins } from "./log-bins.js";
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
  const failed = calls.failed > 0 ? toParagraph(say("failedCalls", { count: calls.failed }), "bad") : "";
  return `${toCallTable(name, kinds, say)}\n<div class="pair">${figures.join("\n")}</div>\n${failed}`;
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
    const { p50Ms, p95Ms, p99Ms, runs } = measured;
    return [title, ...[p50Ms, p95Ms, p99Ms, Math.max(...samples)].map(toDurationText), String(runs)];
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
  const { runs, p50Ms, p95Ms } = measured;
  const bins = toLogBins(samples);
  const svg = toHistogramSvg({
    alternative: say("histogramAlternative", {
      title,
      count: runs,
      p50: toDurationText(p50Ms),
      p95: toDurationText(p95Ms),
      most: toDurationText(Math.max(...samples)),
    }),
    unit: say("callsUnit"),
    bins,
    marks: [
      { name: "p50", ms: p50Ms },
      { name: "p95", ms: p95Ms },
    ],
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
