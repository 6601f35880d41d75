import { createColors } from "picocolors";
import { type Alignment, toColumns } from "./columns.js";
import { toCountText } from "./count.js";
import { toDurationText } from "./duration.js";
import type { CallsReport, FunctionReport, Measurement, Report } from "./model.js";
import { toSizeText } from "./size.js";

type Colors = ReturnType<typeof createColors>;
type Row = readonly [label: string, left: string, right: string, last: string];
type Quantity = number | null | undefined;
type UnitText = (value: number) => string;

const alignments: readonly Alignment[] = ["left", "right", "right", "left"];
const emptyRow: Row = ["", "", "", ""];

/** A report for the terminal: a block of text for each function. */
export function toText(report: Report, options: { readonly colors: boolean }): string {
  if (report.functions.length === 0) return 'Nothing is deployed. Deploy with "pulumi up".\n';
  const colors = createColors(options.colors);
  return report.functions.map((each) => toBlock(each, colors)).join("\n");
}

function toBlock(report: FunctionReport, colors: Colors): string {
  const title = `${colors.bold(report.name)}  ${colors.cyan(report.url)}  version ${report.version}`;
  const rows = [
    ...toComparisonRows(report, colors),
    emptyRow,
    ...toCallRows(report.calls, colors),
    ...toReuseRows(report),
  ];
  const table = toColumns(rows, alignments).map((line) => (line === "" ? line : `  ${line}`));
  const notes = report.notes.flatMap((note) => note.split("\n")).map((line) => `  ${colors.yellow(line)}`);
  return [title, "", ...table, ...(notes.length > 0 ? ["", ...notes] : []), ""].join("\n");
}

function toComparisonRows({ artifact, ready }: FunctionReport, colors: Colors): readonly Row[] {
  const compare = (label: string, toUnitText: UnitText, plain: Quantity, ours: Quantity): Row => [
    label,
    toCell(plain, toUnitText),
    toCell(ours, toUnitText),
    toRatio(plain, ours, colors),
  ];
  return [
    ["", colors.dim("go build"), colors.dim("goserverless"), ""],
    compare("binary", toSizeText, artifact.plain?.binaryBytes, artifact.binaryBytes),
    compare(artifact.kind, toSizeText, artifact.plain?.bytes, artifact.bytes),
    compare("exec to ready p50", toDurationText, ready.plain?.p50Ms, ready.ours?.p50Ms),
    compare("              p95", toDurationText, ready.plain?.p95Ms, ready.ours?.p95Ms),
  ];
}

function toCallRows({ cold, warm, failed }: CallsReport, colors: Colors): readonly Row[] {
  const row = (label: string, calls: Measurement | null): Row => [
    label,
    toCell(calls?.p50Ms, toDurationText),
    toCell(calls?.p95Ms, toDurationText),
    colors.dim(toCallCount(calls?.runs ?? 0)),
  ];
  return [
    ["", colors.dim("p50"), colors.dim("p95"), ""],
    row("first call (cold)", cold),
    row("warm call", warm),
    ...(failed > 0 ? [["failed", "", "", colors.red(toCallCount(failed))] as const] : []),
  ];
}

function toReuseRows({ reuse }: FunctionReport): readonly Row[] {
  return Object.entries(reuse ?? {}).map(([kind, { made, reused }]) => [
    `${kind} made`,
    String(made),
    "",
    `reused ${reused} times`,
  ]);
}

function toCell(value: Quantity, toUnitText: UnitText): string {
  return value === null || value === undefined ? "-" : toUnitText(value);
}

function toRatio(plain: Quantity, ours: Quantity, colors: Colors): string {
  if (!plain || !ours) return "";
  const text = `${(ours / plain).toFixed(2)}x`;
  return ours <= plain ? colors.green(text) : colors.yellow(text);
}

function toCallCount(count: number): string {
  return toCountText(count, "call");
}
