import { toDurationText } from "../duration.js";
import { escapeText } from "../html/escape.js";
import { toTableHtml } from "../html/table.js";
import { toMeasurement } from "../measurement.js";
import { toSizeText } from "../size.js";
import type { PageFunction } from "./stack-page.js";
import type { Say } from "./texts.js";

/** All functions at a glance, and the way to each. */
export function toOverview(
  functions: readonly PageFunction[],
  idOf: (index: number) => string,
  say: Say,
): string {
  const links = functions.map(
    ({ name }, index) => `<li><a href="#${idOf(index)}">${escapeText(name)}</a></li>`,
  );
  const titles = ["binary", "artifact", "coldP50", "warmP50", "warmInstances", "costPerMonth"] as const;
  const table = toTableHtml(
    say("overview"),
    [
      { title: say("function"), kind: "text" },
      ...titles.map((key) => ({ title: say(key), kind: "number" as const })),
    ],
    functions.map((each) => toRow(each, say)),
  );
  const nav = `<nav aria-label="${escapeText(say("functions"))}"><ul class="links">${links.join("")}</ul></nav>`;
  return functions.length > 1 ? `${nav}\n${table}` : table;
}

function toRow({ name, size, calls, warm, cloud, history }: PageFunction, say: Say): readonly string[] {
  const toBytes = (bytes: number | null) => (bytes === null ? say("unknown") : toSizeText(bytes));
  const toMedian = (samples: readonly number[] | undefined) => {
    const measured = toMeasurement(samples ?? []);
    return measured === null ? "–" : toDurationText(measured.p50Ms);
  };
  const toWarm = ({ least, most }: { least: number; most: number }) =>
    least === most ? String(least) : `${least}–${most}`;
  const cost = cloud === "local" || warm?.most === 0 ? 0 : history.at(-1)?.cost?.idleUsdPerMonth;
  return [
    name,
    toBytes(size.binaryBytes),
    toBytes(size.bytes),
    toMedian(calls?.coldMs),
    toMedian(calls?.warmMs),
    warm === null ? say("unknown") : toWarm(warm),
    cost === undefined ? say("unknown") : cost.toFixed(2),
  ];
}
