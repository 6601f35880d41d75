import { escapeText } from "../html/escape.js";
import { toLength } from "../svg/drawing.js";
import { widthOf } from "../svg/label.js";
import { toTicks } from "../svg/ticks.js";
import { drawXAxis, drawYAxis, plot, toChartSvg, toY } from "./chart-frame.js";

/** How numbers went from one deployment to the next. */
export interface HistoryChart {
  readonly alternative: string;
  readonly unit: string;
  /** At most two: the second is drawn with squares and a thinner line. */
  readonly series: readonly Series[];
  /** Of the first and the last deployment. */
  readonly from: string;
  readonly to: string;
}

export interface Series {
  readonly name: string;
  /** One for each deployment, undefined where it is not known. */
  readonly values: readonly (number | undefined)[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const name = "history";
const tickCount = 4;
const fontSize = 12;

/** Series over deployments as an SVG: a line each, told apart by the shape of their points and by name. */
export function toHistorySvg({ alternative, unit, series, from, to }: HistoryChart): string {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const most = Math.max(0, ...known) * 1.15;
  const steps = Math.max(1, ...series.map(({ values }) => values.length - 1));
  const toX = (index: number) => plot.left + 10 + (index / steps) * (plot.right - plot.left - 20);
  const content = [
    ...drawYAxis(
      unit,
      toTicks(most, tickCount).map((value) => ({
        at: toY(value, most),
        text: String(Number(value.toPrecision(3))),
      })),
    ),
    ...drawXAxis([{ at: toX(0), text: from }, ...(to === from ? [] : [{ at: toX(steps), text: to }])]),
    ...series.flatMap(({ name: label, values }, order) => {
      const points = values.flatMap((value, index) =>
        value === undefined ? [] : [{ x: toX(index), y: toY(value, most) }],
      );
      return drawSeries(label, points, order);
    }),
  ];
  return toChartSvg(name, alternative, content);
}

function drawSeries(label: string, points: readonly Point[], order: number): readonly string[] {
  const last = points.at(-1);
  if (last === undefined) return [];
  const line = points.map(({ x, y }) => `${toLength(x)},${toLength(y)}`).join(" ");
  const textX = Math.min(last.x, plot.right) - widthOf(label, fontSize);
  return [
    `<g${order === 0 ? "" : ' class="second"'}>`,
    `<polyline points="${line}" class="path"/>`,
    ...points.map((point) => drawPoint(point, order)),
    `<text x="${toLength(textX)}" y="${toLength(last.y - 9)}">${escapeText(label)}</text>`,
    "</g>",
  ];
}

function drawPoint({ x, y }: Point, order: number): string {
  if (order === 0) return `<circle cx="${toLength(x)}" cy="${toLength(y)}" r="4" class="dot"/>`;
  return `<rect x="${toLength(x - 3.5)}" y="${toLength(y - 3.5)}" width="7" height="7" class="dot"/>`;
}
