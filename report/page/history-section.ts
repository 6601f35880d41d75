import type { DeploymentRecord } from "../../evidence/history/deployment-record.js";
import { toDurationText } from "../duration.js";
import { toTableHtml } from "../html/table.js";
import { toSizeText } from "../size.js";
import { toChangeText } from "../size-change.js";
import { toChart, toParagraph, toPlainFigure } from "./elements.js";
import { toHistorySvg } from "./history-svg.js";
import type { PageFunction } from "./stack-page.js";
import type { Say } from "./texts.js";
import { toTimeText } from "./warm-section.js";

/** More would neither be read nor be seen. */
const mostShown = 50;

/** How a function changed from one deployment to the next. */
export function toHistorySection({ name, history }: PageFunction, say: Say): string {
  if (history.length === 0) return toParagraph(say("noDeployments"), "soft");
  const records = history.slice(-mostShown);
  const table = toHistoryTable(name, records, history, say);
  if (records.length < 2) return table;
  const title = say("historyTitle");
  const figure = toPlainFigure(title, toChart(toSvg(records, say)));
  return `<div class="pair">${figure}</div>\n${table}`;
}

function toSvg(records: readonly DeploymentRecord[], say: Say): string {
  const [first, last] = [records[0], records.at(-1)];
  const toText = (bytes: number | undefined) => (bytes === undefined ? say("unknown") : toSizeText(bytes));
  const megabytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / 1_000_000);
  return toHistorySvg({
    alternative: say("historyAlternative", {
      count: records.length,
      fromBinary: toText(first?.binaryBytes),
      toBinary: toText(last?.binaryBytes),
      fromArtifact: toText(first?.artifactBytes),
      toArtifact: toText(last?.artifactBytes),
    }),
    unit: "MB",
    series: [
      { name: say("binary"), values: records.map(({ binaryBytes }) => megabytes(binaryBytes)) },
      { name: say("artifact"), values: records.map(({ artifactBytes }) => megabytes(artifactBytes)) },
    ],
    from: toDate(first),
    to: toDate(last),
  });
}

function toDate(record: DeploymentRecord | undefined): string {
  return record?.at.slice(0, 10) ?? "";
}

/** The latest first, each next to the one before it, which may be one that is not shown. */
function toHistoryTable(
  name: string,
  records: readonly DeploymentRecord[],
  all: readonly DeploymentRecord[],
  say: Say,
): string {
  const before = all.length - records.length;
  const rows = records.map((record, index) => {
    const { at, version, binaryBytes, artifactBytes, init, warm, cost } = record;
    const toText = (bytes: number | undefined) => (bytes === undefined ? "–" : toSizeText(bytes));
    return [
      toTimeText(at),
      version,
      toText(binaryBytes),
      toChange(binaryBytes, all[before + index - 1]?.binaryBytes),
      toText(artifactBytes),
      init === undefined ? "–" : toDurationText(init.totalMs),
      warm.least === warm.most ? String(warm.least) : `${warm.least}–${warm.most}`,
      cost === undefined ? "–" : cost.idleUsdPerMonth.toFixed(2),
    ];
  });
  const titles = [
    "version",
    "binary",
    "change",
    "artifact",
    "init",
    "warmInstances",
    "costPerMonth",
  ] as const;
  const caption = say("historyCaption", { shown: records.length, total: all.length });
  const table = toTableHtml(
    `${name}: ${say("history")}`,
    [
      { title: say("deployed"), kind: "text" },
      ...titles.map((key) => ({ title: say(key), kind: "number" as const })),
    ],
    rows.reverse(),
  );
  return `${toParagraph(caption, "soft")}\n${table}`;
}

function toChange(bytes: number | undefined, before: number | undefined): string {
  return bytes === undefined || before === undefined ? "–" : toChangeText(bytes - before);
}
