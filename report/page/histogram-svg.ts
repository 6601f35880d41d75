import { toDurationText } from "../duration.js";
import { escapeText } from "../html/escape.js";
import { toLength, toRect } from "../svg/drawing.js";
import { toTicks } from "../svg/ticks.js";
import { drawMark, drawXAxis, drawYAxis, plot, type Tick, toChartSvg, toY } from "./chart-frame.js";
import type { Bin } from "./log-bins.js";

/** What a histogram shows: how many calls took how long. */
export interface Histogram {
  /** What it says, for those who do not see it. */
  readonly alternative: string;
  /** What is counted. */
  readonly unit: string;
  readonly bins: readonly Bin[];
  /** Lines across the bars, each with its name. */
  readonly marks: readonly { readonly name: string; readonly ms: number }[];
}

const name = "histogram";
const tickCount = 4;
/** The least that a tick needs for its text. */
const tickWidth = 48;
/** Of every power of ten, from many ticks to few. */
const tickFactors = [[1, 2, 5], [1, 3], [1]];

const nameWidth = 26;
const nameGap = 4;

/** Bins as an SVG with a logarithmic time axis. */
export function toHistogramSvg({ alternative, unit, bins, marks }: Histogram): string {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const first = Math.log10(bins[0]?.fromMs ?? 1);
  const last = Math.log10(bins.at(-1)?.toMs ?? 10);
  const toX = (ms: number) =>
    plot.left + ((Math.log10(ms) - first) / (last - first)) * (plot.right - plot.left);
  const content = [
    ...drawYAxis(
      unit,
      toTicks(most, Math.min(most, tickCount)).map((count) => ({
        at: toY(count, most),
        text: String(count),
      })),
    ),
    ...drawXAxis(toTimeTicks(bins, toX)),
    ...bins.filter(({ count }) => count > 0).map((bin) => drawBar(bin, toX, most)),
    ...drawMarks(marks, toX),
  ];
  return toChartSvg(name, alternative, content);
}

function drawBar({ fromMs, toMs, count }: Bin, toX: (ms: number) => number, most: number): string {
  const [left, right, top] = [toX(fromMs), toX(toMs), toY(count, most)];
  const tip = escapeText(`${toDurationText(fromMs)} – ${toDurationText(toMs)}: ${count}`);
  return `<rect ${toRect(left + 0.5, top, Math.max(1, right - left - 1), plot.bottom - top)} class="bar"><title>${tip}</title></rect>`;
}

/** Names stand above the plot; those that would cover each other or leave it move aside, in their order. */
function drawMarks(marks: Histogram["marks"], toX: (ms: number) => number): readonly string[] {
  let [from, to] = [plot.left, plot.right - nameWidth];
  const pushed = marks.map(({ ms }) => {
    const left = Math.max(toX(ms) - nameWidth / 2, from);
    from = left + nameWidth + nameGap;
    return left;
  });
  const lefts = pushed.toReversed().map((wanted) => {
    const left = Math.min(wanted, to);
    to = left - nameWidth - nameGap;
    return left;
  });
  return marks.flatMap(({ name: text, ms }, index) => [
    drawMark(toX(ms), plot.top - 4, toX(ms), plot.bottom),
    `<text x="${toLength(lefts.at(-1 - index) ?? 0)}" y="${plot.top - 8}">${escapeText(text)}</text>`,
  ]);
}

/** Round times, as many as there is room for; the ends of the axis when there are not two of them. */
function toTimeTicks(bins: readonly Bin[], toX: (ms: number) => number): readonly Tick[] {
  const [fromMs, toMs] = [bins[0]?.fromMs ?? 1, bins.at(-1)?.toMs ?? 10];
  const toTick = (ms: number): Tick => ({ at: toX(ms), text: toTickText(ms) });
  const candidates = tickFactors.map((factors) => {
    const powers = Math.floor(Math.log10(toMs)) - Math.floor(Math.log10(fromMs)) + 1;
    return Array.from({ length: powers }, (_, index) => 10 ** (Math.floor(Math.log10(fromMs)) + index))
      .flatMap((power) => factors.map((factor) => factor * power))
      .filter((ms) => ms >= fromMs && ms <= toMs)
      .map(toTick);
  });
  const isRoomy = (ticks: readonly Tick[]) =>
    ticks.length >= 2 && ticks.slice(1).every(({ at }, index) => at - (ticks[index]?.at ?? 0) >= tickWidth);
  return candidates.find(isRoomy) ?? [fromMs, toMs].map(toTick);
}

function toTickText(ms: number): string {
  return `${Number(ms.toPrecision(3))} ms`;
}
