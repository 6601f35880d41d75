import type { CallRecord } from "../../emulator/function-config.js";

/** How many calls ran at once, next to how many instances are kept warm. */
export interface WarmUse {
  readonly warmInstances: number;
  readonly calls: number;
  /** Calls that a new instance had to be started for. */
  readonly coldCalls: number;
  /** The most calls that ran at once. */
  readonly peak: number;
  /** The time in which at least one call ran. */
  readonly busyMs: number;
  /** The part of it in which more ran than instances are warm. */
  readonly overMs: number;
  /** When the first of the calls began and the last one ended: ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  /** Between those, in equal parts. */
  readonly intervals: readonly UseInterval[];
}

export interface UseInterval {
  /** Since `from`. */
  readonly startMs: number;
  /** The most calls that ran at once in it. */
  readonly peak: number;
  /** Calls that began in it, and those of them that were cold. */
  readonly calls: number;
  readonly coldCalls: number;
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly cold: boolean;
}

/** From one moment to the next, as many calls ran at once. */
interface Level {
  readonly startMs: number;
  readonly endMs: number;
  readonly running: number;
}

const mostIntervals = 30;

/** Recorded calls as a curve of what ran at once; null when there was no call. */
export function toWarmUse(records: readonly CallRecord[], warmInstances: number): WarmUse | null {
  if (records.length === 0) return null;
  const spans = records.map(({ at, durationMs, cold }) => {
    const startMs = Date.parse(at);
    return { startMs, endMs: startMs + durationMs, cold };
  });
  const fromMs = Math.min(...spans.map(({ startMs }) => startMs));
  const toMs = Math.max(...spans.map(({ endMs }) => endMs));
  const levels = toLevels(spans);
  const busy = levels.filter(({ running }) => running > 0);
  return {
    warmInstances,
    calls: spans.length,
    coldCalls: spans.filter(({ cold }) => cold).length,
    peak: peakOf(levels),
    busyMs: lengthOf(busy),
    overMs: lengthOf(busy.filter(({ running }) => running > warmInstances)),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    intervals: toIntervals(spans, levels, fromMs, toMs),
  };
}

/** A call that ends where another begins has made room for it; one that took no time was there all the same. */
function toLevels(spans: readonly Span[]): readonly Level[] {
  const leastMs = 0.001;
  const events = spans
    .flatMap(({ startMs, endMs }) => [
      { atMs: startMs, change: 1 },
      { atMs: Math.max(endMs, startMs + leastMs), change: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.change - b.change);
  let running = 0;
  return events.map(({ atMs, change }, index) => {
    running += change;
    return { startMs: atMs, endMs: events[index + 1]?.atMs ?? atMs, running };
  });
}

function toIntervals(
  spans: readonly Span[],
  levels: readonly Level[],
  fromMs: number,
  toMs: number,
): readonly UseInterval[] {
  const count = toMs > fromMs ? mostIntervals : 1;
  const lengthMs = (toMs - fromMs) / count;
  return Array.from({ length: count }, (_, index) => {
    const startMs = fromMs + index * lengthMs;
    const isLast = index === count - 1;
    const isIn = (ms: number) => ms >= startMs && (isLast || ms < startMs + lengthMs);
    const begun = spans.filter((span) => isIn(span.startMs));
    const reaching = levels.filter(
      (level) => isIn(level.startMs) || (level.startMs < startMs && level.endMs > startMs),
    );
    return {
      startMs: startMs - fromMs,
      peak: peakOf(reaching),
      calls: begun.length,
      coldCalls: begun.filter(({ cold }) => cold).length,
    };
  });
}

function peakOf(levels: readonly Level[]): number {
  return Math.max(0, ...levels.map(({ running }) => running));
}

function lengthOf(levels: readonly Level[]): number {
  return levels.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}
