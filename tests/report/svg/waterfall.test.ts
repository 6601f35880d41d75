import assert from "node:assert/strict";
import { toWaterfallSvg } from "../../../report/svg/waterfall.js";

const withoutStyles = (svg: string) => svg.replace(/<style>.*<\/style>/, "<style></style>");

describe("toWaterfallSvg", () => {
  it("draws a row for each phase: its name, a bar, how long it took", () => {
    const phases = [
      { name: "exec", startMs: 0, ms: 4 },
      { name: "package <inits>", startMs: 4, ms: 6, detail: "median" },
      { name: "net", startMs: 4, ms: 0, depth: 1 },
    ];
    assert.equal(
      withoutStyles(toWaterfallSvg({ title: "Start", totalMs: 10, width: 400, phases })),
      `<svg xmlns="http://www.w3.org/2000/svg" class="waterfall" viewBox="0 0 400 98" width="400" height="98" role="img" aria-label="Start, 10.0 ms: exec 4.00 ms, package &lt;inits&gt; 6.00 ms">
<style></style>
<line x1="116.36" y1="18" x2="116.36" y2="98" class="line"/>
<text x="116.36" y="12" text-anchor="middle" class="soft">0 ms</text>
<line x1="166.43" y1="18" x2="166.43" y2="98" class="line"/>
<text x="166.43" y="12" text-anchor="middle" class="soft">2 ms</text>
<line x1="216.5" y1="18" x2="216.5" y2="98" class="line"/>
<text x="216.5" y="12" text-anchor="middle" class="soft">4 ms</text>
<line x1="266.57" y1="18" x2="266.57" y2="98" class="line"/>
<text x="266.57" y="12" text-anchor="middle" class="soft">6 ms</text>
<line x1="316.64" y1="18" x2="316.64" y2="98" class="line"/>
<text x="316.64" y="12" text-anchor="middle" class="soft">8 ms</text>
<line x1="366.72" y1="18" x2="366.72" y2="98" class="line"/>
<text x="366.72" y="12" text-anchor="middle" class="soft">10 ms</text>
<text x="0" y="39">exec<title>exec: 4.00 ms</title></text>
<rect x="116.36" y="28" width="100.14" height="14" class="f0"><title>exec: 4.00 ms</title></rect>
<text x="220.5" y="39">4.00 ms</text>
<text x="0" y="61">package &lt;inits&gt;<title>package &lt;inits&gt;: 6.00 ms, median</title></text>
<rect x="216.5" y="50" width="150.21" height="14" class="f1"><title>package &lt;inits&gt;: 6.00 ms, median</title></rect>
<text x="362.72" y="61" text-anchor="end">6.00 ms</text>
<text x="12" y="83">net<title>net: 0.00 ms</title></text>
<rect x="216.5" y="72" width="1" height="14" class="f1"><title>net: 0.00 ms</title></rect>
<text x="221.5" y="83">0.00 ms</text>
</svg>
`,
    );
  });

  it("draws nothing of nothing", () => {
    assert.equal(
      withoutStyles(toWaterfallSvg({ title: "Start", totalMs: 0, phases: [], width: 400 })),
      `<svg xmlns="http://www.w3.org/2000/svg" class="waterfall" viewBox="0 0 400 32" width="400" height="32" role="img" aria-label="Start, 0.00 ms: ">
<style></style>
<line x1="8" y1="18" x2="8" y2="32" class="line"/>
<text x="8" y="12" text-anchor="middle" class="soft">0 ms</text>
</svg>
`,
    );
  });

  it("makes room for a phase that ends after the total", () => {
    const svg = toWaterfallSvg({
      title: "Start",
      totalMs: 1,
      phases: [{ name: "exec", startMs: 0, ms: 10 }],
    });
    assert.ok(svg.includes(">10 ms</text>"), svg);
  });
});
