import { toDurationText } from "../duration.js";
import { escapeText } from "../html/escape.js";
import { toLength, toRect, toSvg } from "./drawing.js";
import { toFittingText, widthOf } from "./label.js";
import { fillCount, toPaletteStyles } from "./palette.js";
import { toTicks } from "./ticks.js";

/** What a waterfall shows: phases one below the other, each as long as it took. */
export interface Waterfall {
  readonly title: string;
  readonly phases: readonly Phase[];
  readonly totalMs: number;
  /** 900 by default. */
  readonly width?: number;
}

/** A part of a start. */
export interface Phase {
  readonly name: string;
  readonly startMs: number;
  readonly ms: number;
  /** What else is known of it, for its tip. */
  readonly detail?: string;
  /** 1 for a part of the phase before that has 0, and so on; drawn indented. */
  readonly depth?: number;
}

const name = "waterfall";
const fontSize = 12;
const rowHeight = 22;
const barHeight = 14;
const axisHeight = 24;
const indentWidth = 12;
const gap = 8;
/** The names take what they need, up to this part of the width. */
const mostForNames = 0.38;
const defaultWidth = 900;
const tickCount = 6;

/** A start as an SVG: a row for each phase, with its name, a bar and how long it took. */
export function toWaterfallSvg({ title, phases, totalMs, width = defaultWidth }: Waterfall): string {
  const endMs = Math.max(totalMs, ...phases.map(({ startMs, ms }) => startMs + ms));
  const needed = Math.max(0, ...phases.map((phase) => indentOf(phase) + widthOf(phase.name, fontSize)));
  const left = Math.min(needed, width * mostForNames) + gap;
  // The end of the axis has its time written around it.
  const right = width - widthOf(toDurationText(endMs), fontSize) / 2 - gap;
  const toX = (ms: number) => left + (endMs > 0 ? ms / endMs : 0) * (right - left);
  const height = axisHeight + phases.length * rowHeight + gap;
  const ticks = toTicks(endMs, tickCount).flatMap((ms) => drawTick(ms, toX(ms), height));
  const rows = phases.flatMap((phase, index) => drawPhase(phase, index, { toX, left, width, phases }));
  const parts = phases
    .filter(({ depth = 0 }) => depth === 0)
    .map((phase) => `${phase.name} ${toDurationText(phase.ms)}`);
  const alternative = `${title}, ${toDurationText(totalMs)}: ${parts.join(", ")}`;
  const styles = `${toPaletteStyles(name)}.${name} text{font-size:${fontSize}px}`;
  return toSvg({ name, width, height, alternative, styles, content: [...ticks, ...rows] });
}

function drawTick(ms: number, x: number, height: number): readonly string[] {
  const at = toLength(x);
  return [
    `<line x1="${at}" y1="${axisHeight - 6}" x2="${at}" y2="${height}" class="line"/>`,
    `<text x="${at}" y="${fontSize}" text-anchor="middle" class="soft">${escapeText(toTickText(ms))}</text>`,
  ];
}

/** Ticks are round numbers, and want no more digits than they have. */
function toTickText(ms: number): string {
  return `${Number(ms.toPrecision(6))} ms`;
}

interface Scale {
  readonly toX: (ms: number) => number;
  readonly left: number;
  readonly width: number;
  readonly phases: readonly Phase[];
}

function drawPhase(phase: Phase, index: number, { toX, left, width, phases }: Scale): readonly string[] {
  const top = axisHeight + index * rowHeight;
  const baseline = top + rowHeight / 2 + fontSize / 3;
  const x = toX(phase.startMs);
  const length = Math.max(1, toX(phase.startMs + phase.ms) - x);
  const time = toDurationText(phase.ms);
  const timeWidth = widthOf(time, fontSize);
  const fitsRight = x + length + gap + timeWidth <= width;
  const fitsInside = timeWidth + gap <= length;
  const timeX = (fitsRight || fitsInside ? x + length : x) + (fitsRight ? gap : -gap) / 2;
  const anchor = fitsRight ? "" : ' text-anchor="end"';
  const tip = escapeText(`${phase.name}: ${time}${phase.detail ? `, ${phase.detail}` : ""}`);
  const label = toFittingText(phase.name, left - gap - indentOf(phase), fontSize);
  return [
    `<text x="${indentOf(phase)}" y="${toLength(baseline)}">${escapeText(label)}<title>${tip}</title></text>`,
    `<rect ${toRect(x, top + (rowHeight - barHeight) / 2, length, barHeight)} class="f${fillOf(phases, index)}"><title>${tip}</title></rect>`,
    `<text x="${toLength(timeX)}" y="${toLength(baseline)}"${anchor}>${escapeText(time)}</text>`,
  ];
}

/** Parts are as their whole is. */
function fillOf(phases: readonly Phase[], index: number): number {
  const wholes = phases.slice(0, index + 1).filter(({ depth = 0 }) => depth === 0).length;
  return Math.max(0, wholes - 1) % (fillCount - 1);
}

function indentOf({ depth = 0 }: Phase): number {
  return depth * indentWidth;
}
