import { escapeText } from "../html/escape.js";
import { toRect } from "../svg/drawing.js";
import { toTicks } from "../svg/ticks.js";
import { drawMark, drawXAxis, drawYAxis, plot, toChartSvg, toY } from "./chart-frame.js";
import type { WarmUse } from "./warm-use.js";

/** What a chart of warm capacity against use says besides its numbers. */
export interface UseLabels {
  readonly alternative: string;
  readonly unit: string;
  /** Of the line. */
  readonly warm: string;
  /** Of the ends of the time axis. */
  readonly from: string;
  readonly to: string;
}

const name = "use";
const tickCount = 4;

/** Calls at once over time as bars, warm instances as a line; what goes over the line is hollow. */
export function toUseSvg(use: WarmUse, labels: UseLabels): string {
  const most = Math.max(1, use.peak, use.warmInstances);
  const width = (plot.right - plot.left) / use.intervals.length;
  const warmY = toY(use.warmInstances, most);
  const ticks = toTicks(most, Math.min(most, tickCount));
  const content = [
    ...drawYAxis(
      labels.unit,
      ticks.map((count) => ({ at: toY(count, most), text: String(count) })),
    ),
    ...drawXAxis([
      { at: plot.left, text: labels.from },
      { at: plot.right, text: labels.to },
    ]),
    ...use.intervals.flatMap(({ peak }, index) => {
      if (peak === 0) return [];
      const left = plot.left + index * width + 0.5;
      const within = Math.min(peak, use.warmInstances);
      const [top, join] = [toY(peak, most), toY(within, most)];
      const inside = `<rect ${toRect(left, join, width - 1, plot.bottom - join)} class="bar"/>`;
      const over = `<rect ${toRect(left + 0.75, top, width - 2.5, join - top)} class="over"/>`;
      return [...(within > 0 ? [inside] : []), ...(peak > within ? [over] : [])];
    }),
    drawMark(plot.left, warmY, plot.right, warmY),
    `<text x="${plot.right}" y="12" text-anchor="end">${escapeText(labels.warm)}</text>`,
  ];
  return toChartSvg(name, labels.alternative, content);
}
