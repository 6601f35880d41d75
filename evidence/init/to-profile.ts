import { medianInterval, medianOf, toSpread } from "../median.js";
import type { InitProfile, InitTrace, PackageInit } from "./init-profile.js";
import { isPrecise, ratios, type Starts } from "./starts.js";

/** What traces tell, with what they tell of a program that does nothing. */
export interface AllocationMeasurement extends InitTrace {
  /** What the calibration program allocates before its `main`. */
  readonly calibrationAllocations: number;
}

/** An init profile, with what a budget is compared with. */
export interface InitMeasurement extends InitProfile, AllocationMeasurement {
  /** `readyMs` as it would be on the reference machine: a multiple of the calibration program's time there. */
  readonly initMs: number;
  /** Of `initMs`, from the lower to the upper quartile of the starts. */
  readonly initSpreadMs: readonly [low: number, high: number];
  /** Where `initMs` lies with a confidence of 95 %. */
  readonly initIntervalMs: readonly [low: number, high: number];
  /** Whether that is as narrow as was aimed at. */
  readonly isPrecise: boolean;
}

/** What is known of the calibration program. */
export interface Calibration {
  /** From exec until ready on the reference machine. */
  readonly referenceMs: number;
  readonly allocations: number;
}

/** Sums up starts, at least one. */
export function toProfile(starts: Starts, { referenceMs, allocations }: Calibration): InitMeasurement {
  const { traces, readyMs, calibrationMs } = starts;
  const samples = ratios(starts);
  const { median, quartiles } = toSpread(samples);
  const [low, high] = quartiles;
  const [lowest, highest] = medianInterval(samples);
  return {
    ...toTrace(traces),
    readyMs: medianOf(readyMs),
    calibrationReadyMs: medianOf(calibrationMs),
    initMs: median * referenceMs,
    initSpreadMs: [low * referenceMs, high * referenceMs],
    initIntervalMs: [lowest * referenceMs, highest * referenceMs],
    isPrecise: isPrecise(samples),
    calibrationAllocations: allocations,
  };
}

/** Sums up what was traced, at least one start. */
export function toTrace(traces: readonly Trace[]): InitTrace {
  const totals = traces.map((trace) => sum(trace, "ms"));
  const { median, quartiles } = toSpread(totals);
  return {
    runs: traces.length,
    totalMs: median,
    spreadMs: quartiles,
    allocations: Math.round(medianOf(traces.map(allocationsOf))),
    bytes: Math.round(medianOf(traces.map((trace) => sum(trace, "bytes")))),
    packages: toPackages(traces, middleHalf(traces, totals), median),
  };
}

/** Of all package inits together. */
export function allocationsOf(trace: readonly PackageInit[]): number {
  return sum(trace, "allocations");
}

type Trace = readonly PackageInit[];

/**
 * A package's time is its share of what the typical starts took.
 *
 * Medians of each would lack a tenth of the total or more: every start has a slow package, and seldom the same one.
 */
function toPackages(traces: readonly Trace[], typical: readonly Trace[], totalMs: number): PackageInit[] {
  const typicalMs = typical.reduce((ms, trace) => ms + sum(trace, "ms"), 0);
  const typicalOf = byPath(typical);
  const packages = [...byPath(traces)].map(([path, inits]) => ({
    path,
    startMs: medianOf(inits.map(({ startMs }) => startMs)),
    ms: typicalMs === 0 ? 0 : (totalMs * sum(typicalOf.get(path) ?? [], "ms")) / typicalMs,
    bytes: Math.round(medianOf(inits.map(({ bytes }) => bytes))),
    allocations: Math.round(medianOf(inits.map(({ allocations }) => allocations))),
  }));
  return packages.sort((a, b) => b.ms - a.ms || a.startMs - b.startMs);
}

/** Those between the quartiles by their total. */
function middleHalf(traces: readonly Trace[], totals: readonly number[]): Trace[] {
  const order = [...traces.keys()].sort((a, b) => (totals[a] ?? 0) - (totals[b] ?? 0));
  const cut = Math.floor(traces.length / 4);
  return order.slice(cut, traces.length - cut).flatMap((at) => traces.slice(at, at + 1));
}

function byPath(traces: readonly Trace[]): Map<string, PackageInit[]> {
  const inits = new Map<string, PackageInit[]>();
  for (const init of traces.flat()) {
    const known = inits.get(init.path);
    if (known === undefined) inits.set(init.path, [init]);
    else known.push(init);
  }
  return inits;
}

function sum(inits: readonly PackageInit[], key: "ms" | "bytes" | "allocations"): number {
  return inits.reduce((all, init) => all + init[key], 0);
}
