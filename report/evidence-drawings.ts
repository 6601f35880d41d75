import type { InitProfile } from "../evidence/init/init-profile.js";
import type { Anatomy } from "../evidence/size/anatomy.js";
import type { Evidence } from "./evidence.js";
import { type SizeNames, toModuleText, toSizeGroups } from "./module-sizes.js";
import { toStartPhases } from "./start-phases.js";
import { toTreemapSvg } from "./svg/treemap.js";
import { type Phase, toWaterfallSvg } from "./svg/waterfall.js";

const usualWidth = 960;
const height = 560;
const sizeNames: SizeNames = {
  module: toModuleText,
  others: "other parts of the file",
  notAttributed: "not attributed",
};

/** Where the bytes of a program went, as an SVG. */
export function toSizeDrawing(title: string, anatomy: Anatomy, width = usualWidth): string {
  return toTreemapSvg({ title, groups: toSizeGroups(anatomy, sizeNames), width, height });
}

/** How the time of a start went, with its parts or without, as an SVG; nothing where none was measured. */
export function toStartDrawing(
  title: string,
  { init, unpackMs }: Evidence,
  { deepest = Number.POSITIVE_INFINITY, width = usualWidth } = {},
): string | undefined {
  if (init === undefined) return undefined;
  const phases = toStartPhases(init, unpackMs === undefined ? {} : { unpackMs });
  return drawPhases(
    title,
    phases.filter(({ depth = 0 }) => depth <= deepest),
    width,
  );
}

/** The same without what comes before and after: next to unpacking, inits are too short to be seen. */
export function toInitDrawing(title: string, init: InitProfile, width: number): string {
  const parts = toStartPhases(init, {}).filter(({ depth = 0 }) => depth > 0);
  const startMs = parts[0]?.startMs ?? 0;
  return drawPhases(
    title,
    parts.map((part) => ({ ...part, startMs: part.startMs - startMs, depth: 0 })),
    width,
  );
}

function drawPhases(title: string, phases: readonly Phase[], width: number): string {
  const totalMs = phases.reduce((end, { startMs, ms }) => Math.max(end, startMs + ms), 0);
  return toWaterfallSvg({ title, phases, totalMs, width });
}
