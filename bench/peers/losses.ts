import { isBuild, type Measure, ratiosOf, toRatioText } from "./compare.js";
import type { PeerResult, PeersDocument } from "./results.js";

const reasons: Readonly<Record<Measure["kind"], string>> = {
  bytes: "It holds less than ours.",
  image: "It holds less than ours.",
  ready: "Both start the same way; other work on the machine falls on some starts more than on others.",
  memory: "Both hold the same; how much of a file is resident is the kernel's choice.",
  cold: "The time is that of the compiler, which works through the same libraries for all tools, with flags that differ.",
  build:
    "Ours checks each binary, compresses it as far as it goes, and asks Go for the sources before and after, so that nothing that is saved in between is missed.",
};

const onlyGo =
  "That is Go's own part and leaves no zip. Ours starts Node, asks Go for the sources, checks each binary and compresses it.";

/** Where a tool does less than ours. */
const reasonsOfPeers: Readonly<Record<string, string>> = { go: onlyGo, sst: onlyGo };

/** Every measure in which ours is worse, by tool, with the reason. */
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
      if (!ratios.some((text) => Number.parseFloat(text) > 1)) continue;
      const reason = (isBuild(measure.kind) ? reasonsOfPeers[peer.id] : undefined) ?? reasons[measure.kind];
      found.set(reason, [...(found.get(reason) ?? []), `${title}${measure.title}: ${ratios.join(", ")}`]);
    }
  }
  return found;
}
