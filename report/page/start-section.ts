import type { InitProfile } from "../../evidence/init/init-profile.js";
import { toDurationText } from "../duration.js";
import { toDrawings } from "../html/drawings.js";
import { toTableHtml } from "../html/table.js";
import { toMeasurement } from "../measurement.js";
import type { Measurement } from "../model.js";
import { toSizeText } from "../size.js";
import { type StartPhaseNames, toStartPhases } from "../start-phases.js";
import { toWaterfallSvg } from "../svg/waterfall.js";
import { toFigure, toParagraph } from "./elements.js";
import { percents, toFewNote, toPercentText } from "./percent-text.js";
import type { PageFunction } from "./stack-page.js";
import type { Say } from "./texts.js";

/** What happens before the first answer of a new instance. */
export function toStartSection(each: PageFunction, say: Say): string {
  const { plain, ours, init } = each.start;
  const ready = plain === null && ours === null ? "" : toReadyTable(each, say);
  if (init !== null) return `${ready}\n${toInitFigure(init, each, say)}`;
  const recorded = each.history.at(-1)?.init;
  const told =
    recorded === undefined
      ? say("noInit")
      : say("recordedInit", { time: toDurationText(recorded.totalMs), allocations: recorded.allocations });
  return `${ready}\n${toParagraph(told, "soft")}`;
}

function toReadyTable({ name, start }: PageFunction, say: Say): string {
  const row = (what: string, measured: Measurement | null) => [
    what,
    ...percents.map((percent) => (measured === null ? say("unknown") : toPercentText(measured, percent))),
  ];
  const numbers = percents.map((percent) => ({ title: `p${percent}`, kind: "number" as const }));
  const table = toTableHtml(
    `${name}: ${say("readyCaption")}`,
    [{ title: say("what"), kind: "text" }, ...numbers],
    [row(say("thisBuild"), start.ours), row(say("plainBuild"), start.plain)],
  );
  return `${toParagraph(say("readyCaption"), "soft")}\n${table}\n${toFewNote(say)}`;
}

function toInitFigure(init: InitProfile, { name: functionName, calls }: PageFunction, say: Say): string {
  const coldMs = toMeasurement(calls?.coldMs ?? [])?.p50Ms ?? 0;
  const firstRequestMs = coldMs > init.readyMs ? coldMs - init.readyMs : undefined;
  // What else a phase tells in its tip is English.
  const phases = toStartPhases(
    init,
    firstRequestMs === undefined ? {} : { firstRequestMs },
    toNames(say),
  ).map(({ name, startMs, ms, depth = 0 }) => ({ name, startMs, ms, depth }));
  const title = say("waterfallTitle");
  const totalMs = Math.max(0, ...phases.map(({ startMs, ms }) => startMs + ms));
  const drawings = toDrawings((width) => toWaterfallSvg({ title, phases, totalMs, width }));
  const table = toTableHtml(
    `${functionName}: ${title}`,
    [
      { title: say("phase"), kind: "name" },
      { title: say("start"), kind: "number" },
      { title: say("duration"), kind: "number" },
    ],
    phases.map(({ name, startMs, ms }) => [name, toDurationText(startMs), toDurationText(ms)]),
  );
  return [
    toFigure(title, drawings, table, say),
    toParagraph(toSummary(init, say)),
    toParagraph(say("waterfallNote", { runs: init.runs }), "soft"),
  ].join("\n");
}

function toSummary({ packages, totalMs, spreadMs, allocations, bytes }: InitProfile, say: Say): string {
  const [low, high] = spreadMs.map(toDurationText);
  return say("initSummary", {
    packages: packages.length,
    time: toDurationText(totalMs),
    low: low ?? "",
    high: high ?? "",
    allocations,
    bytes: toSizeText(bytes),
  });
}

function toNames(say: Say): StartPhaseNames {
  return {
    download: say("downloadPhase"),
    unpack: say("unpackPhase"),
    runtime: say("runtimePhase"),
    inits: say("initPhase"),
    main: say("mainPhase"),
    firstRequest: say("callPhase"),
    shortInits: (count) => say("shortInits", { count }),
  };
}
