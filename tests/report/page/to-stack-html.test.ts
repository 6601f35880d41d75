import assert from "node:assert/strict";
import { toStackHtml } from "../../../report/page/to-stack-html.js";
import { measured, remembered, stackPage, toRecord, unknown } from "./stack-pages.js";

/** The text of a page in one of its languages: no tags, no drawings. */
function textOf(html: string, language: "en" | "zh"): string {
  const [, en = "", zh = ""] = html.split(/<div class="in-(?:en|zh)" lang="[\w-]+">/);
  const body = language === "en" ? en : zh;
  return body
    .replace(/<svg.*?<\/svg>/gs, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

const pageOf = (...functions: Parameters<typeof toStackHtml>[0]["functions"]) =>
  toStackHtml({ ...stackPage, functions }, "en");

describe("toStackHtml", () => {
  it("holds every language, and says which one is chosen", () => {
    const [en, zh] = [toStackHtml(stackPage, "en"), toStackHtml(stackPage, "zh")];
    assert.match(en, /<html lang="en">.*<title>Stack dev<\/title>.* id="language-en" checked>/s);
    assert.match(zh, /<html lang="zh-CN">.*<title>资源栈 dev<\/title>.* id="language-zh" checked>/s);
    assert.equal(textOf(en, "zh"), textOf(zh, "zh"));
    assert.match(textOf(en, "zh"), /项目 shop。 由 goserverless report 于 2026-11-23 21:05:43 UTC 生成。/);
  });

  const facts = [
    { what: "the overview", text: "api 4.30 MB 1.86 MB 9.30 ms 1.17 ms 2 0.00" },
    {
      what: "sizes next to a plain build",
      text: "Binary 4.30 MB 8.10 MB 0.53x Artifact (zip) 1.86 MB 4.02 MB 0.46x",
    },
    { what: "the largest packages", text: "runtime 1.20 MB 28.0 % Go&#39;s standard library" },
    { what: "parts of the file", text: "symbol table 210.0 kB 4.9 % No package" },
    {
      what: "how much is attributed",
      text: "The 14 largest of 14 packages and parts; 99.0 % of the file is attributed.",
    },
    {
      what: "ready times, and no percentile of too few",
      text: "Deployed 2.38 ms – – Plain go build 4.33 ms – –",
    },
    {
      what: "how many a percentile takes",
      text: "“–”: too few samples to tell. p50 needs 6, p95 72, p99 368.",
    },
    { what: "phases of a start", text: "exec and Go runtime 0.00 ms 1.80 ms package inits 1.80 ms 1.12 ms" },
    { what: "the first call", text: "first call 3.40 ms 5.90 ms" },
    {
      what: "inits",
      text: "Packages with an init: 4. All together take 1.12 ms (half of the starts: 1.02 ms – 1.31 ms) and allocate 182.3 kB in 1204 pieces.",
    },
    {
      what: "cold calls",
      text: "Cold calls 9.30 ms – – 21.7 ms 10 Warm calls 1.17 ms 1.67 ms – 7.16 ms 200",
    },
    { what: "failed calls", text: "Answered with 429 or 5xx, and therefore not measured: 1." },
    {
      what: "the bins of a histogram",
      text: "The numbers: Cold calls From To Calls 7.94 ms 8.32 ms 1 8.32 ms 8.71 ms 1",
    },
    { what: "warm capacity", text: "Instances kept ready at any time: 2." },
    {
      what: "use",
      text: "Calls remembered from before this report: 60, of them cold: 2, at once: 6 at most.",
    },
    { what: "that nothing is paid", text: "Instances on this machine cost nothing." },
    {
      what: "the latest deployment first",
      text: "2026-11-22 09:30:00 UTC 22 4.25 MB -50.0 kB 2.24 MB 1.20 ms 2 – 2026-11-20",
    },
  ];
  for (const { what, text } of facts) {
    it(`shows of a function on this machine: ${what}`, () => {
      const shown = textOf(pageOf(measured), "en");
      assert.ok(shown.includes(text), shown);
    });
  }

  it("draws treemap and waterfall for phones and wider windows, two histograms, use and history", () => {
    const html = pageOf(measured);
    const drawings = [...html.matchAll(/<svg [^>]*class="(\w+)"/g)].map(([, name]) => name);
    const each = ["treemap", "treemap", "waterfall", "waterfall", "histogram", "histogram", "use", "history"];
    assert.deepEqual(drawings, [...each, ...each]);
  });

  it("tells those who do not see a drawing what it says", () => {
    const html = pageOf(measured);
    for (const text of [
      "Cold calls: 10 calls, p50 9.30 ms, p95 –, slowest 21.7 ms",
      "Between 2026-11-23 08:00:00 UTC and 2026-11-23 08:00:59 UTC, calls at once: 6 at most; warm instances now: 2",
      "Size over 3 deployments. Binary: from 4.25 MB to 4.25 MB. Artifact: from 2.18 MB to 2.24 MB",
    ]) {
      assert.ok(html.includes(`role="img" aria-label="${text}"`), text);
    }
  });

  it("shows of a function on another cloud what its deployments tell, and how to measure it", () => {
    const shown = textOf(pageOf(remembered), "en");
    for (const text of [
      "worker 6.30 MB 2.90 MB – – 1–10 13.69",
      "Where the bytes went is unknown: the binary is not on this machine.",
      "Measured for its budget when it was deployed: 1.40 ms of package inits, 2000 allocations.",
      "This is what its last deployment from this machine left; whether it is still there was not asked, and nothing was called. “goserverless measure dev worker” measures it on its cloud.",
      "Instances kept ready: 1 to 10, 3.13 on average over a year. Its use is known to its cloud alone.",
      "While nobody calls 13.69 USD a month While all work all the time 31.94 USD a month",
      "Cheaper than on demand when instances work more than 79.7 % of the time Prices of 2026-11-23.",
    ]) {
      assert.ok(shown.includes(text), `${text}\n${shown}`);
    }
  });

  it("says why something is not known", () => {
    const shown = textOf(pageOf(unknown), "en");
    for (const text of [
      "What its packages do before main was not measured here.",
      "No call of this kind was measured.",
      "How many instances are kept ready is unknown.",
      "No call is remembered from before this report: the local cloud keeps the last 1000 since it started.",
      "No deployment of it is remembered on this machine.",
      "The zip of &quot;gone&quot; is not in the cache any more: its size is unknown. A first line and a second.",
    ]) {
      assert.ok(shown.includes(text), `${text}\n${shown}`);
    }
  });

  const costs = [
    {
      what: "nothing is warm",
      least: 0,
      cost: undefined,
      text: "Nothing is kept ready, so nothing is paid while nobody calls.",
    },
    { what: "the price is not known", least: 1, cost: undefined, text: "The price is unknown." },
    {
      what: "warm instances never pay off",
      least: 1,
      cost: { idleUsdPerMonth: 3.94, activeUsdPerMonth: 30.22, pricesAsOf: "2026-11-23" },
      text: "Cheaper than on demand never",
    },
    {
      what: "nobody knows whether warm instances pay off",
      least: 1,
      cost: {
        idleUsdPerMonth: 3.94,
        activeUsdPerMonth: 30.22,
        unknownBreakEven: "no price of calls on demand in mars-north-1 is known",
        pricesAsOf: "2026-11-23",
      },
      text: "Cheaper than on demand unknown",
    },
  ];
  for (const { what, least, cost, text } of costs) {
    it(`says it when ${what}`, () => {
      const warm = { least, most: least, average: least };
      const history = [toRecord(21, { cloud: "aws", warm, ...(cost && { cost }) })];
      assert.ok(textOf(pageOf({ ...remembered, warm, history }), "en").includes(text));
    });
  }

  it("says that a function of the local cloud does not run", () => {
    const shown = textOf(pageOf({ ...measured, calls: null, use: null }), "en");
    assert.equal(shown.split("It does not run on the local cloud now, so nothing was called.").length, 3);
  });

  it("shows the latest fifty of many deployments", () => {
    const history = Array.from({ length: 60 }, (_, index) => toRecord(1, { version: `v${index}` }));
    const shown = textOf(pageOf({ ...measured, history }), "en");
    assert.match(shown, /the latest first: 50 of 60/);
    assert.match(shown, / v59 .* v10 /);
    assert.doesNotMatch(shown, / v9 /);
  });

  it("is a page without a stack, and without functions, too", () => {
    const html = toStackHtml({ ...stackPage, stack: null, functions: [] }, "en");
    assert.match(
      textOf(html, "en"),
      /Functions on this machine No deployment of these functions is remembered on this machine\. Made at .* Nothing is deployed\./,
    );
  });

  it("escapes what comes from elsewhere", () => {
    const html = toStackHtml(stackPage, "en");
    assert.doesNotMatch(html, /<b onclick/);
    assert.match(html, /<h2 id="en-3">&lt;b onclick=&quot;alert\(&#39;1&#39;\)&quot;&gt;&amp;<\/h2>/);
    assert.doesNotMatch(html, /<script|javascript:|src=|url\(/);
  });
});
