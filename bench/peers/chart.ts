import { escapeText } from "../../report/html/escape.js";
import { binary, buildTime, isOurs, type Measure, p50 } from "./compare.js";
import type { PeersDocument } from "./results.js";

const panels: readonly { readonly title: string; readonly measure: Measure }[] = [
  { title: "Binary", measure: binary },
  { title: "Build of 10 functions when nothing changed", measure: buildTime("unchanged", 10) },
  { title: "Exec to ready, p50", measure: p50 },
];

const [width, labelWidth, barWidth, margin] = [760, 300, 330, 20];
const [rowHeight, barHeight, titleHeight, gap] = [22, 14, 26, 16];

/** A page's colour comes with it, so that it is read on any page: as GitHub's light one, or its dark one. */
const style = `
    text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
    .title { font-weight: 600 }
    .page { fill: #ffffff; stroke: #d1d9e0 }
    .theirs { fill: #818b98 }
    .ours { fill: #0969da }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc }
      .page { fill: #0d1117; stroke: #3d444d }
      .theirs { fill: #656c76 }
      .ours { fill: #4493f8 }
    }
  `;

/** The bars of docs/benchmarks-peers.svg, the shorter the better. */
export function renderChart(document: PeersDocument): string {
  let y = margin;
  const parts: string[] = [];
  for (const { title, measure } of panels) {
    const bars = document.peers.flatMap((peer) => {
      const value = measure.of(peer);
      return value === undefined ? [] : [{ peer, value }];
    });
    const most = Math.max(...bars.map(({ value }) => value));
    parts.push(`<text class="title" x="${margin}" y="${y + 14}">${title}</text>`);
    y += titleHeight;
    for (const { peer, value } of bars) {
      const length = Number(((value / most) * barWidth).toFixed(1));
      const left = margin + labelWidth;
      const name = escapeText(peer.name.replaceAll("`", ""));
      parts.push(
        `<text x="${margin}" y="${y + 12}">${name}</text>`,
        `<rect class="${isOurs(peer) ? "ours" : "theirs"}" x="${left}" y="${y}" width="${length}" height="${barHeight}" rx="2"/>`,
        `<text x="${left + length + 8}" y="${y + 12}">${measure.toText(value)}</text>`,
      );
      y += rowHeight;
    }
    y += gap;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img">
  <title>${panels.map(({ title }) => title).join("; ")}: goserverless beside other tools, ${document.date}</title>
  <style>${style}</style>
  <rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${y - 1}" rx="6"/>
  ${parts.join("\n  ")}
</svg>
`;
}
