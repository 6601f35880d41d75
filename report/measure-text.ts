import { createColors } from "picocolors";
import { type Alignment, toColumns } from "./columns.js";
import { toCountText } from "./count.js";
import type { Distribution, Percentile } from "./distribution.js";
import { toDurationText } from "./duration.js";
import type { FunctionMeasure, MeasureDocument } from "./measure-document.js";
import { toPrintable } from "./printable.js";
import { publishedSource } from "./published-inits.js";
import { leastRuns } from "./quantile-interval.js";

type Colors = ReturnType<typeof createColors>;
type Row = readonly string[];

const alignments: readonly Alignment[] = ["left", "right", "right", "right", "left"];
const percents = [50, 90, 99] as const;

/** What was measured, for the terminal: a block of text for each function. */
export function toMeasureText(document: MeasureDocument, options: { readonly colors: boolean }): string {
  const colors = createColors(options.colors);
  const blocks = document.functions.map((each) => toBlock(each, colors));
  return `${[...blocks, toLegend(document)].join("\n\n")}\n`;
}

function toBlock(measure: FunctionMeasure, colors: Colors): string {
  const { name, cloud, region, functionName, version } = measure;
  const where = region === null ? cloud : `${cloud} ${region}`;
  const told = [where, functionName, `version ${version}`].map(toPrintable);
  const title = [colors.bold(toPrintable(name)), ...told].join("  ");
  const rows = [
    ["", ...percents.map((percent) => colors.dim(`p${percent}`)), ""],
    ...toRows("init", measure.init, colors),
    ...toPublishedRow(measure, colors),
    ...(measure.coldStart === null ? [] : toRows("cold start", measure.coldStart, colors)),
    ...toRows("cold round trip", measure.cold, colors),
    ...toRows("warm round trip", measure.warm, colors),
  ];
  const table = toColumns(rows, alignments).map((line) => `  ${line}`);
  const notes = [...toCountNotes(measure), ...measure.notes].map(
    (note) => `  ${colors.yellow(toPrintable(note))}`,
  );
  return [title, "", ...table, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

/** The percentiles, and below each its confidence interval. */
function toRows(label: string, times: Distribution | null, colors: Colors): readonly Row[] {
  if (times === null) return [[label, "-", "-", "-", ""]];
  const { runs, p50, p90, p99 } = times;
  const columns = [p50, p90, p99];
  return [
    [label, ...columns.map(({ ms }) => toDurationText(ms)), colors.dim(toCountText(runs, "call"))],
    ["", ...columns.map((each) => colors.dim(toIntervalText(each))), ""],
  ];
}

function toIntervalText({ interval95Ms }: Percentile): string {
  if (interval95Ms === null) return "too few";
  const [low, high] = interval95Ms.map((each) => toDurationText(each).replace(" ms", ""));
  return `${low}-${high}`;
}

function toPublishedRow({ published }: FunctionMeasure, colors: Colors): readonly Row[] {
  if (published === null) return [];
  const { runtime, packaging, architecture, p50Ms, p90Ms, p99Ms } = published;
  const what = `${runtime} ${packaging} ${architecture}`;
  return [
    ["  published", ...[p50Ms, p90Ms, p99Ms].map(toDurationText), what].map((cell) => colors.dim(cell)),
  ];
}

function toCountNotes({ calls }: FunctionMeasure): readonly string[] {
  const { failed, throttled, unreported } = calls;
  const counts: readonly (readonly [count: number, what: string])[] = [
    [failed, "answered with an error of the function and not measured."],
    [throttled, "refused for want of concurrency and not measured."],
    [unreported, "left out: the platform wrote no figures of them."],
  ];
  return counts.flatMap(([count, what]) =>
    count === 0 ? [] : [`${toCountText(count, "call")} ${count === 1 ? "was" : "were"} ${what}`],
  );
}

function toLegend({ functions }: MeasureDocument): string {
  const needs = percents.map((percent) => `p${percent} needs ${leastRuns(percent)}`).join(", ");
  const lines = [
    "Below each time: between which two of the measured times it lies with 95 % confidence.",
    `"too few" calls tell no such interval: ${needs}.`,
  ];
  if (functions.some(({ published }) => published !== null)) {
    const { name, firstDay, lastDay } = publishedSource;
    lines.push(`Published: Go on AWS Lambda, ${name}, ${firstDay} to ${lastDay}.`);
  }
  return lines.join("\n");
}
