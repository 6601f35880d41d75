import { toTableHtml } from "../html/table.js";
import { toChart, toFigure, toParagraph } from "./elements.js";
import type { PageFunction } from "./stack-page.js";
import type { Say } from "./texts.js";
import { toUseSvg } from "./use-svg.js";
import type { WarmUse } from "./warm-use.js";

/** Within it, whole seconds tell too little. */
const shortMs = 60_000;

/** How many instances are kept ready, and how many were needed. */
export function toWarmSection(each: PageFunction, say: Say): string {
  const { warm, use, cloud, calls } = each;
  const kept = toParagraph(toKeptText(warm, say));
  if (use !== null) return `${kept}\n${toUseFigure(each.name, use, say)}`;
  const here = calls === null ? "notRunning" : "noUse";
  return `${kept}\n${toParagraph(say(cloud === "local" ? here : "useElsewhere"), "soft")}`;
}

function toKeptText(warm: PageFunction["warm"], say: Say): string {
  if (warm === null) return say("warmUnknown");
  const { least, most, average } = warm;
  if (least === most) return say("warmFixed", { least });
  return say("warmRange", { least, most, average: Number(average.toFixed(2)) });
}

function toUseFigure(name: string, use: WarmUse, say: Say): string {
  const title = say("useTitle");
  const { from, to, peak, warmInstances, calls, coldCalls, busyMs, overMs } = use;
  const isOneDay = from.slice(0, 10) === to.slice(0, 10);
  const isShort = Date.parse(to) - Date.parse(from) < shortMs;
  const toShort = (at: string) =>
    isOneDay ? at.slice(11, isShort ? 23 : 19) : at.slice(5, 16).replace("T", " ");
  const svg = toUseSvg(use, {
    alternative: say("useAlternative", {
      from: toTimeText(from),
      to: toTimeText(to),
      peak,
      warm: warmInstances,
    }),
    unit: say("useUnit"),
    warm: say("warmLine", { count: warmInstances }),
    from: toShort(from),
    to: `${toShort(to)} UTC`,
  });
  const columns = ["useFrom", "most", "callCount", "coldCount"] as const;
  const rows = use.intervals
    .filter((each) => each.peak > 0)
    .map(({ startMs, peak, calls, coldCalls }) => [
      toTimeText(new Date(Date.parse(from) + startMs).toISOString(), isShort ? 23 : 19),
      String(peak),
      String(calls),
      String(coldCalls),
    ]);
  const table = toTableHtml(
    `${name}: ${title}`,
    columns.map((key) => ({ title: say(key), kind: key === "useFrom" ? "text" : "number" })),
    rows,
  );
  const percent = busyMs === 0 ? 0 : Math.round((100 * overMs) / busyMs);
  const figure = toFigure(title, toChart(svg), table, say);
  const told = [
    toParagraph(say("useSummary", { calls, peak, cold: coldCalls, percent })),
    toParagraph(say("useLegend"), "soft"),
  ];
  return `<div class="pair">${figure}\n<div>${told.join("\n")}</div></div>`;
}

/** `2026-11-23 21:05:43 UTC`; with a length of 23, to the millisecond. */
export function toTimeText(at: string, length = 19): string {
  return `${at.slice(0, length).replace("T", " ")} UTC`;
}
