import { escapeText } from "../html/escape.js";
import { toLength, toSvg } from "../svg/drawing.js";
import { toPaletteStyles } from "../svg/palette.js";

/** As wide as a phone shows without making it smaller, so that its letters can be read there. */
const chart = { width: 340, height: 190, left: 44, right: 12, top: 26, bottom: 34 } as const;

/** The box between the axes. */
export const plot = {
  left: chart.left,
  right: chart.width - chart.right,
  top: chart.top,
  bottom: chart.height - chart.bottom,
} as const;

const fontSize = 12;

/** A mark on an axis. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** A chart as an SVG; `name` is the class of its style rules. */
export function toChartSvg(name: string, alternative: string, content: readonly string[]): string {
  const { width, height } = chart;
  return toSvg({ name, width, height, alternative, styles: toChartStyles(name), content });
}

/** Style rules of a chart: strong marks in both colour schemes, next to the palette's light fills. */
function toChartStyles(name: string): string {
  const marks = (strong: string, ink: string, paper: string) =>
    `.${name} .bar,.${name} .dot{fill:${strong}}.${name} .mark{stroke:${ink}}` +
    `.${name} .halo{stroke:${paper}}.${name} .over{stroke:${ink};fill:none}.${name} .path{stroke:${strong};fill:none}` +
    `.${name} .second .dot{fill:${ink}}.${name} .second .path{stroke:${ink}}`;
  return (
    `${toPaletteStyles(name)}.${name} text{font-size:${fontSize}px}.${name} .path{stroke-width:2}` +
    `.${name} .halo{stroke-width:4;opacity:.85}.${name} .mark{stroke-width:1.5;stroke-dasharray:5 3}.${name} .over{stroke-width:1.5}` +
    `${marks("#0757ba", "#1c2128", "#fff")}@media screen and (prefers-color-scheme:dark){${marks("#79b8ff", "#f0f4f8", "#0f1318")}}`
  );
}

/** The upright axis: a line and a number for each tick, and what is counted above it. */
export function drawYAxis(title: string, ticks: readonly Tick[]): readonly string[] {
  return [
    `<text x="2" y="${fontSize}" class="soft">${escapeText(title)}</text>`,
    ...ticks.flatMap(({ at, text }) => [
      `<line x1="${plot.left}" y1="${toLength(at)}" x2="${plot.right}" y2="${toLength(at)}" class="line"/>`,
      `<text x="${plot.left - 6}" y="${toLength(at + 4)}" text-anchor="end" class="soft">${escapeText(text)}</text>`,
    ]),
  ];
}

/** The level axis: a short line and a text for each tick, kept inside of the drawing. */
export function drawXAxis(ticks: readonly Tick[]): readonly string[] {
  return ticks.flatMap(({ at, text }) => {
    const half = (text.length * fontSize * 0.602) / 2;
    const middle = Math.min(chart.width - half - 1, Math.max(half + 1, at));
    return [
      `<line x1="${toLength(at)}" y1="${plot.bottom}" x2="${toLength(at)}" y2="${plot.bottom + 5}" class="line"/>`,
      `<text x="${toLength(middle)}" y="${plot.bottom + 19}" text-anchor="middle" class="soft">${escapeText(text)}</text>`,
    ];
  });
}

/** Where a value is drawn, from 0 at the bottom to `end` at the top. */
export function toY(value: number, end: number): number {
  return plot.bottom - (end > 0 ? value / end : 0) * (plot.bottom - plot.top);
}

/** A dashed line that is seen across bars too. */
export function drawMark(x1: number, y1: number, x2: number, y2: number): string {
  const ends = `x1="${toLength(x1)}" y1="${toLength(y1)}" x2="${toLength(x2)}" y2="${toLength(y2)}"`;
  return `<line ${ends} class="halo"/><line ${ends} class="mark"/>`;
}
