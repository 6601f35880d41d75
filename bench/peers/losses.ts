import { isBuild, type Measure, ratiosOf, toRatioText } from "./compare.js";
import type { PeerResult, PeersDocument } from "./results.js";

interface Reason {
  readonly text: string;
  /** Up to which ratio it can be the reason; a loss beyond that is to be looked into before it is published. */
  readonly upTo: number;
}

const startsAlike =
  "Both start the same way; other work on the machine falls on some starts more than on others.";

const smaller: Reason = { text: "It holds less than ours.", upTo: Number.POSITIVE_INFINITY };

const reasons: Readonly<Record<Measure["kind"], Reason>> = {
  bytes: smaller,
  image: smaller,
  ready: { text: startsAlike, upTo: 1.1 },
  tail: { text: startsAlike, upTo: 1.5 },
  memory: { text: "Both hold the same; how much of a file is resident is the kernel's choice.", upTo: 1.15 },
  cold: {
    text: "The time is that of the compiler, which works through the same libraries for all tools, with flags that differ.",
    upTo: 1.3,
  },
  build: {
    text: "Ours checks each binary, compresses it as far as it goes, and asks Go for the sources before and after, so that nothing that is saved in between is missed.",
    upTo: Number.POSITIVE_INFINITY,
  },
};

const onlyGo: Reason = {
  text: "That is Go's own part and leaves no zip. Ours starts Node, asks Go for the sources, checks each binary and compresses it.",
  upTo: Number.POSITIVE_INFINITY,
};

/** Where a tool does less than ours. */
const reasonsOfPeers: Readonly<Record<string, Reason>> = { go: onlyGo, sst: onlyGo };

/**
 * Every measure in which ours is worse, by tool, with the reason.
 *
 * @throws when no reason is known for so great a loss.
 */
export function renderLosses(
  document: PeersDocument,
  groups: readonly { readonly title: string; readonly measures: readonly Measure[] }[],
): string {
  const lines = document.peers.flatMap((peer) =>
    [...byReason(document, peer, groups)].map(
      ([reason, found]) => `- Beside ${peer.name}: ${found.join("; ")}. ${reason}`,
    ),
  );
  if (lines.length === 0) return "Ours loses nowhere in this run.\n";
  return `Where ours loses:\n\n${lines.join("\n")}\n`;
}

function byReason(
  document: PeersDocument,
  peer: PeerResult,
  groups: Parameters<typeof renderLosses>[1],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { title, measures } of groups) {
    for (const measure of measures) {
      const ratios = ratiosOf(document, peer, measure).map(({ ratio }) => toRatioText(ratio));
      const most = Math.max(0, ...ratios.map((text) => Number.parseFloat(text)));
      if (most <= 1) continue;
      const { text, upTo } =
        (isBuild(measure.kind) ? reasonsOfPeers[peer.id] : undefined) ?? reasons[measure.kind];
      const loss = `${title}${measure.title}: ${ratios.join(", ")}`;
      if (most > upTo) throw new Error(`No reason is known why ours loses to ${peer.name}: ${loss}.`);
      found.set(text, [...(found.get(text) ?? []), loss]);
    }
  }
  return found;
}
