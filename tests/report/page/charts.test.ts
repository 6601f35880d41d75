import assert from "node:assert/strict";
import { toHistogramSvg } from "../../../report/page/histogram-svg.js";
import { toHistorySvg } from "../../../report/page/history-svg.js";
import { toUseSvg } from "../../../report/page/use-svg.js";
import { toWarmUse } from "../../../report/page/warm-use.js";
import { calls } from "./stack-pages.js";

const attribute = (element: string, name: string) =>
  Number(new RegExp(` ${name}="([\\d.-]+)"`).exec(element)?.[1]);
const elements = (svg: string, tag: string, style: string) =>
  svg.match(new RegExp(`<${tag} [^>]*class="${style}"`, "g")) ?? [];
const textsOf = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)/g)].map(([, text]) => text);

describe("toHistogramSvg", () => {
  const svg = toHistogramSvg({
    alternative: "what <it> says",
    unit: "calls",
    bins: [
      { fromMs: 1, toMs: 10, count: 2 },
      { fromMs: 10, toMs: 100, count: 0 },
      { fromMs: 100, toMs: 1_000, count: 4 },
    ],
    marks: [
      { name: "p50", ms: 10 },
      { name: "p95", ms: 10 },
    ],
  });

  it("draws a bar as high as its bin is full, and as wide as every other on a logarithmic axis", () => {
    const bars = elements(svg, "rect", "bar");
    const [low, high] = bars.map((bar) => attribute(bar, "height"));
    assert.equal(bars.length, 2);
    assert.equal(high, 2 * (low ?? 0));
    assert.equal(new Set(bars.map((bar) => attribute(bar, "width"))).size, 1);
  });

  it("names its axes and marks, and lets no name cover another", () => {
    assert.deepEqual(textsOf(svg), [
      "calls",
      "0",
      "1",
      "2",
      "3",
      "4",
      "1 ms",
      "10 ms",
      "100 ms",
      "1000 ms",
      "p50",
      "p95",
    ]);
    const [p50 = "", p95 = ""] = svg.match(/<text [^>]*>p\d\d/g) ?? [];
    assert.ok(attribute(p95, "x") >= attribute(p50, "x") + 26);
  });

  it("lets names at the right edge neither cover each other nor leave the drawing", () => {
    const marks = ["p50", "p95"].map((name) => ({ name, ms: 1_000 }));
    const edge = toHistogramSvg({
      alternative: "",
      unit: "calls",
      bins: [{ fromMs: 1, toMs: 1_000, count: 1 }],
      marks,
    });
    const [p50 = "", p95 = ""] = edge.match(/<text [^>]*>p\d\d/g) ?? [];
    const [, width] = /viewBox="0 0 (\d+)/.exec(edge) ?? [];
    assert.ok(attribute(p95, "x") >= attribute(p50, "x") + 26);
    assert.ok(attribute(p95, "x") + 26 <= Number(width));
  });

  it("says in words what it shows", () => {
    assert.match(svg, /role="img" aria-label="what &lt;it&gt; says"/);
  });
});

describe("toUseSvg", () => {
  const labels = { alternative: "", unit: "calls at once", warm: "warm: 2", from: "08:00", to: "08:01" };
  const draw = (warm: number) => {
    const use = toWarmUse(calls, warm);
    assert.ok(use !== null);
    return toUseSvg(use, labels);
  };

  it("draws what runs beyond the warm instances hollow, above their line", () => {
    const svg = draw(2);
    const [over = "", ...others] = elements(svg, "rect", "over");
    const [line = ""] = elements(svg, "line", "mark");
    assert.deepEqual(others, []);
    assert.equal(attribute(line, "y1"), attribute(line, "y2"));
    const bottom = attribute(over, "y") + attribute(over, "height");
    assert.ok(Math.abs(bottom - attribute(line, "y1")) < 0.02);
  });

  it("draws all of it hollow where nothing is warm, and nothing so where all fits", () => {
    assert.equal(elements(draw(0), "rect", "bar").length, 0);
    assert.ok(elements(draw(0), "rect", "over").length > 20);
    assert.equal(elements(draw(6), "rect", "over").length, 0);
  });
});

describe("toHistorySvg", () => {
  it("draws a line for each series, of those deployments whose value is known", () => {
    const svg = toHistorySvg({
      alternative: "",
      unit: "MB",
      series: [
        { name: "Binary", values: [4, undefined, 6] },
        { name: "Artifact", values: [2, 2, 2] },
        { name: "Nothing", values: [undefined, undefined, undefined] },
      ],
      from: "2026-11-19",
      to: "2026-11-22",
    });
    const lines = [...svg.matchAll(/points="([^"]*)"/g)].map(([, points = ""]) =>
      points.split(" ").map((point) => Number(point.split(",")[1])),
    );
    assert.deepEqual(
      lines.map((ys) => ys.length),
      [2, 3],
    );
    const [[first = 0, last = 0] = [], artifact = []] = lines;
    assert.ok(last < first);
    assert.equal(new Set(artifact).size, 1);
    assert.equal(elements(svg, "circle", "dot").length, 2);
    assert.equal(elements(svg, "rect", "dot").length, 3);
    assert.deepEqual(textsOf(svg).slice(-4), ["2026-11-19", "2026-11-22", "Binary", "Artifact"]);
  });
});
