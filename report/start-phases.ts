import type { InitProfile, PackageInit } from "../evidence/init/init-profile.js";
import { toCountText } from "./count.js";
import { toShareText } from "./share.js";
import { toSizeText } from "./size.js";
import type { Phase } from "./svg/waterfall.js";

/** What was measured of a start besides its inits; what was not is not drawn. */
export interface MeasuredPhases {
  readonly downloadMs?: number;
  readonly unpackMs?: number;
  readonly firstRequestMs?: number;
}

/** What the phases are called. */
export interface StartPhaseNames {
  readonly download: string;
  readonly unpack: string;
  readonly runtime: string;
  readonly inits: string;
  readonly main: string;
  readonly firstRequest: string;
  /** Of inits too short to be drawn one by one. */
  readonly shortInits: (count: number) => string;
}

const englishNames: StartPhaseNames = {
  download: "download",
  unpack: "unpack",
  runtime: "exec and Go runtime",
  inits: "package inits",
  main: "main until ready",
  firstRequest: "first request",
  shortInits: (count) => toCountText(count, "short init"),
};

/** Package inits below this part of all are drawn as one. */
const leastShare = 0.05;

/**
 * The phases of a cold start for a waterfall, one after the other.
 *
 * Inits are timed by the runtime's clock, which begins after exec; what exec and the runtime take is what they take in a
 * program that does nothing else, started in turns with this one, and what remains until ready is the program's `main`.
 */
export function toStartPhases(
  init: InitProfile,
  measured: MeasuredPhases,
  names: StartPhaseNames = englishNames,
): readonly Phase[] {
  const { readyMs, totalMs, calibrationReadyMs, runs } = init;
  const median = `median of ${toCountText(runs, "start")}`;
  const runtimeMs = Math.max(0, Math.min(calibrationReadyMs, readyMs - totalMs));
  const steps: readonly (Step | undefined)[] = [
    toStep(names.download, measured.downloadMs),
    toStep(names.unpack, measured.unpackMs, "once, on this machine"),
    toStep(names.runtime, runtimeMs, `as in a program that does nothing else, ${median}`),
    { name: names.inits, ms: totalMs, detail: median, parts: toParts(init, names) },
    toStep(names.main, Math.max(0, readyMs - runtimeMs - totalMs), median),
    toStep(names.firstRequest, measured.firstRequestMs),
  ];
  return inTurn(steps.filter((step) => step !== undefined));
}

interface Step {
  readonly name: string;
  readonly ms: number;
  readonly detail?: string;
  readonly parts?: readonly Step[];
}

function toStep(name: string, ms: number | undefined, detail?: string): Step | undefined {
  return ms === undefined ? undefined : { name, ms, ...(detail === undefined ? {} : { detail }) };
}

function inTurn(steps: readonly Step[], startMs = 0, depth = 0): readonly Phase[] {
  let at = startMs;
  return steps.flatMap(({ parts = [], ...step }) => {
    const phase: Phase = { ...step, startMs: at, depth };
    at += step.ms;
    return [phase, ...inTurn(parts, phase.startMs, depth + 1)];
  });
}

/** In the order of the start; neighbours too short to be seen are one. */
function toParts({ packages, totalMs }: InitProfile, { shortInits }: StartPhaseNames): readonly Step[] {
  const steps: Step[] = [];
  let short: PackageInit[] = [];
  const flush = () => {
    const [first] = short;
    if (first === undefined) return;
    const name = short.length === 1 ? first.path : shortInits(short.length);
    steps.push({ name, ms: short.reduce((sum, { ms }) => sum + ms, 0) });
    short = [];
  };
  for (const each of [...packages].sort((a, b) => a.startMs - b.startMs)) {
    if (each.ms < leastShare * totalMs) {
      short.push(each);
      continue;
    }
    flush();
    const { path, ms, bytes, allocations } = each;
    const heap = `${toSizeText(bytes)} in ${toCountText(allocations, "allocation")}`;
    steps.push({ name: path, ms, detail: `${toShareText(ms, totalMs)} of all inits, ${heap}` });
  }
  flush();
  return steps;
}
