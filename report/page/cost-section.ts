import type { CostRecord } from "../../evidence/history/deployment-record.js";
import { escapeText } from "../html/escape.js";
import { toFacts, toParagraph } from "./elements.js";
import type { PageFunction } from "./stack-page.js";
import type { Say } from "./texts.js";

/** What ready instances cost a month. */
export function toCostSection({ cloud, warm, history }: PageFunction, say: Say): string {
  if (cloud === "local") return toParagraph(say("freeHere"));
  if (warm?.most === 0) return toParagraph(say("nothingWarm"));
  const cost = history.at(-1)?.cost;
  if (cost === undefined) return toParagraph(say("noCost"), "soft");
  const { idleUsdPerMonth, activeUsdPerMonth, pricesAsOf } = cost;
  const facts = toFacts([
    [say("idleCost"), escapeText(say("usdPerMonth", { usd: idleUsdPerMonth.toFixed(2) }))],
    [say("activeCost"), escapeText(say("usdPerMonth", { usd: activeUsdPerMonth.toFixed(2) }))],
    [say("breakEven"), escapeText(toBreakEven(cost, say))],
  ]);
  return `${facts}\n${toParagraph(say("pricesAsOf", { date: pricesAsOf }), "soft")}`;
}

function toBreakEven({ breakEvenOccupancy, unknownBreakEven }: CostRecord, say: Say): string {
  if (breakEvenOccupancy !== undefined)
    return say("breakEvenFrom", { percent: Number((100 * breakEvenOccupancy).toFixed(1)) });
  return say(unknownBreakEven === undefined ? "breakEvenNever" : "unknown");
}
