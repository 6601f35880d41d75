import assert from "node:assert/strict";
import { toTreemapSvg } from "../../../report/svg/treemap.js";

const treemap = {
  title: "Size",
  width: 300,
  height: 120,
  groups: [
    {
      name: "std",
      items: [
        { name: "net/http", bytes: 600 },
        { name: "a & b", bytes: 290 },
        { name: "tiny", bytes: 1 },
        { name: "dot", bytes: 1 },
      ],
    },
    {
      name: "file",
      items: [
        { name: "headers", bytes: 100 },
        { name: "none", bytes: 0 },
      ],
    },
  ],
};
const withoutStyles = (svg: string) => svg.replace(/<style>.*<\/style>/, "<style></style>");

describe("toTreemapSvg", () => {
  it("draws areas as large as bytes are many, with labels where they fit", () => {
    assert.equal(
      withoutStyles(toTreemapSvg(treemap)),
      `<svg xmlns="http://www.w3.org/2000/svg" class="treemap" viewBox="0 0 300 120" width="300" height="120" role="img" aria-label="Size, 992 B: std 892 B, file 100 B">
<style></style>
<rect x="0" y="0" width="269.76" height="120" class="f0 edge"><title>std: 892 B, 89.9 %</title></rect>
<text x="4" y="13" class="head">std 892 B</text>
<rect x="0" y="17" width="181.45" height="103" class="f0 edge"><title>net/http: 600 B, 60.5 %</title></rect>
<text x="4" y="30">net/http</text>
<text x="4" y="45">600 B</text>
<rect x="181.45" y="17" width="88.31" height="102.29" class="f0 edge"><title>a &amp; b: 290 B, 29.2 %</title></rect>
<text x="185.45" y="30">a &amp; b</text>
<text x="185.45" y="45">290 B</text>
<rect x="181.45" y="119.29" width="44.15" height="0.71" class="f0 edge"><title>tiny: 1 B, 0.1 %</title></rect>
<rect x="225.6" y="119.29" width="44.15" height="0.71" class="f0 edge"><title>dot: 1 B, 0.1 %</title></rect>
<rect x="269.76" y="0" width="30.24" height="120" class="f1 edge"><title>file: 100 B, 10.1 %</title></rect>
<rect x="269.76" y="0" width="30.24" height="120" class="f1 edge"><title>headers: 100 B, 10.1 %</title></rect>
</svg>
`,
    );
  });

  it("joins what could not be seen", () => {
    const items = [
      { name: "net", bytes: 1_000_000 },
      ...Array.from({ length: 12 }, (_, at) => ({ name: `p${at}`, bytes: 10 })),
    ];
    const svg = toTreemapSvg({ ...treemap, groups: [{ name: "std", items }] });
    assert.ok(svg.includes("<title>+12: 120 B, 0.0 %</title>"), svg);
    assert.ok(!svg.includes("p11"));
  });

  it("is as dark or light as its reader likes, and light on paper", () => {
    assert.match(
      toTreemapSvg(treemap),
      /@media screen and \(prefers-color-scheme:dark\)\{\.treemap\{background:#0f1318\}/,
    );
  });

  it("draws nothing of nothing", () => {
    assert.equal(
      withoutStyles(toTreemapSvg({ ...treemap, groups: [{ name: "std", items: [] }] })),
      `<svg xmlns="http://www.w3.org/2000/svg" class="treemap" viewBox="0 0 300 120" width="300" height="120" role="img" aria-label="Size, 0 B: ">
<style></style>

</svg>
`,
    );
  });
});
