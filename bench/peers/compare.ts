import { median } from "../statistics.js";
import type { FunctionCount, PeerResult, PeersDocument, Phase } from "./results.js";

/** Which of ours is held against a peer: the image where the other is one, or is built into one. */
function oursBeside(peer: PeerResult, { kind }: Measure): readonly string[] {
  if (isOurs(peer)) return [];
  const isImage = kind === "image" || (isBuild(kind) && peer.imageBytes !== undefined);
  return isImage ? ["ours-image"] : ["ours", "ours-runtime"];
}

export const isBuild = (kind: Measure["kind"]): boolean => kind === "cold" || kind === "build";

export const isOurs = ({ id }: PeerResult): boolean => id.startsWith("ours");

/** One number of every tool, the smaller the better. */
export interface Measure {
  readonly title: string;
  readonly kind: "bytes" | "image" | "ready" | "tail" | "memory" | "cold" | "build";
  of(peer: PeerResult): number | undefined;
  toText(value: number): string;
}

const toMb = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
const toMs = (ms: number) => `${ms.toFixed(2)} ms`;

export function toDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export const binary: Measure = {
  title: "binary",
  kind: "bytes",
  of: ({ binaryBytes }) => binaryBytes,
  toText: toMb,
};

export const zip: Measure = { title: "zip", kind: "bytes", of: ({ zipBytes }) => zipBytes, toText: toMb };

export const image: Measure = {
  title: "image",
  kind: "image",
  of: ({ imageBytes }) => imageBytes,
  toText: toMb,
};

export const [p50, p95, p99] = [
  { title: "ready, p50", kind: "ready", of: ({ ready }) => ready?.p50Ms, toText: toMs },
  { title: "p95", kind: "tail", of: ({ ready }) => ready?.p95Ms, toText: toMs },
  { title: "p99", kind: "tail", of: ({ ready }) => ready?.p99Ms, toText: toMs },
] as const satisfies readonly Measure[];

export const memory: Measure = {
  title: "memory",
  kind: "memory",
  of: ({ peakMemoryKb }) => (peakMemoryKb === undefined ? undefined : median(peakMemoryKb)),
  toText: (kilobytes) => `${(kilobytes / 1024).toFixed(1)} MiB`,
};

/** The median time of one kind of build. */
export function buildTime(phase: Phase, functions: FunctionCount): Measure {
  return {
    title: functions === 1 ? "1 function" : `${functions} functions`,
    kind: phase === "cold" ? "cold" : "build",
    of({ builds }) {
      const found = builds.find((build) => build.phase === phase && build.functions === functions);
      return found === undefined ? undefined : median(found.samplesMs);
    },
    toText: toDuration,
  };
}

/** What each of ours is of a peer's value, in the order of `oursBeside`. */
export function ratiosOf(document: PeersDocument, peer: PeerResult, measure: Measure): readonly Ratio[] {
  const theirs = measure.of(peer);
  if (theirs === undefined) return [];
  return oursBeside(peer, measure).flatMap((id) => {
    const ours = document.peers.find((each) => each.id === id);
    const value = ours && measure.of(ours);
    return ours === undefined || value === undefined ? [] : [{ ours, ratio: value / theirs }];
  });
}

interface Ratio {
  readonly ours: PeerResult;
  readonly ratio: number;
}

export const toRatioText = (ratio: number): string => `${ratio.toFixed(2)}x`;
