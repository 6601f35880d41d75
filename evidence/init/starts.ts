import { medianInterval, medianOf } from "../median.js";
import type { PackageInit } from "./init-profile.js";

/** What starts were measured; the same places of the lists belong to the same turn. */
export interface Starts {
  /** One list of package inits a traced start. */
  readonly traces: readonly (readonly PackageInit[])[];
  readonly readyMs: readonly number[];
  readonly calibrationMs: readonly number[];
}

/** Starts programs; each call is one start. */
export interface Starter {
  trace(): Promise<readonly PackageInit[]>;
  /** In milliseconds, without tracing: writing the trace takes time too. */
  ready(): Promise<number>;
  calibrate(): Promise<number>;
}

/** How often is started. */
export interface StartPlan {
  /** At least so many turns. */
  readonly runs: number;
  /** And at most so many, if fewer are too noisy to tell. */
  readonly mostRuns: number;
}

/** Hears how many turns are over, and how many there may be at most. */
export type OnTurn = (turns: number, mostTurns: number) => void;

/** How wide the confidence interval of the ratio may be, as a part of the ratio. */
const widest = 0.1;

/** Starts the programs in turns until the ratio of their times is known to a tenth, or has had its chances. */
export async function collectStarts(
  starter: Starter,
  { runs, mostRuns }: StartPlan,
  onTurn: OnTurn = () => {},
): Promise<Starts> {
  const traces: (readonly PackageInit[])[] = [];
  const readyMs: number[] = [];
  const calibrationMs: number[] = [];
  while (
    traces.length < runs ||
    (traces.length < mostRuns && !isPrecise(ratios({ readyMs, calibrationMs })))
  ) {
    onTurn(traces.length, mostRuns);
    calibrationMs.push(await starter.calibrate());
    readyMs.push(await starter.ready());
    traces.push(await starter.trace());
  }
  return { traces, readyMs, calibrationMs };
}

/** Starts the program as often as asked, only to trace it. */
export async function collectTraces(
  { trace }: Pick<Starter, "trace">,
  runs: number,
  onTurn: OnTurn = () => {},
): Promise<Starts["traces"]> {
  const traces: (readonly PackageInit[])[] = [];
  while (traces.length < runs) {
    onTurn(traces.length, runs);
    traces.push(await trace());
  }
  return traces;
}

/** The program's time as a multiple of the calibration program's, turn by turn: what slows a turn slows both. */
export function ratios({ readyMs, calibrationMs }: Omit<Starts, "traces">): number[] {
  return readyMs.map((ms, turn) => ms / (calibrationMs[turn] ?? Number.NaN));
}

/** Tells whether the median of ratios is known to a tenth. */
export function isPrecise(samples: readonly number[]): boolean {
  const [low, high] = medianInterval(samples);
  return high - low < widest * medianOf(samples);
}
