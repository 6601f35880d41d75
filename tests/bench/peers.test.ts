import assert from "node:assert/strict";
import { renderChart } from "../../bench/peers/chart.js";
import { buildTime, p50, p99, ratiosOf, toDuration, zip } from "../../bench/peers/compare.js";
import { renderLosses } from "../../bench/peers/losses.js";
import { renderReadmeTable, renderSection } from "../../bench/peers/render.js";
import type { PeerResult, PeersDocument } from "../../bench/peers/results.js";
import { placeSection, placeTable } from "../../bench/peers/write-pages.js";

const base = { version: "1.0.0", command: "build" };

const sam: PeerResult = {
  ...base,
  id: "sam",
  name: "AWS SAM CLI",
  binaryBytes: 12_000_000,
  zipBytes: 6_000_000,
  ready: { runs: 300, p50Ms: 4, p95Ms: 5, p99Ms: 6 },
  peakMemoryKb: [10_240, 12_288, 11_264],
  builds: [
    { functions: 1, phase: "cold", samplesMs: [15_000] },
    { functions: 1, phase: "unchanged", samplesMs: [1900, 2500, 2000] },
    { functions: 10, phase: "unchanged", samplesMs: [6000, 5000] },
  ],
};
const ko: PeerResult = {
  ...base,
  id: "ko",
  name: "ko",
  binaryBytes: 12_480_000,
  imageBytes: 6_000_000,
  builds: [{ functions: 1, phase: "unchanged", samplesMs: [200] }],
};
const failing: PeerResult = { ...base, id: "cdk", name: "AWS CDK", failed: "no such command", builds: [] };
const ours: PeerResult = {
  ...base,
  id: "ours",
  name: "goserverless, aws-lambda-go",
  binaryBytes: 6_240_000,
  zipBytes: 7_500_000,
  ready: { runs: 300, p50Ms: 2, p95Ms: 3, p99Ms: 9 },
  builds: [
    { functions: 1, phase: "unchanged", samplesMs: [260] },
    { functions: 10, phase: "unchanged", samplesMs: [550] },
  ],
};
const oursRuntime: PeerResult = {
  ...base,
  id: "ours-runtime",
  name: "goserverless, its Go runtime module",
  binaryBytes: 2_400_000,
  zipBytes: 1_000_000,
  builds: [],
};
const oursImage: PeerResult = {
  ...base,
  id: "ours-image",
  name: "goserverless, image",
  imageBytes: 3_000_000,
  builds: [{ functions: 1, phase: "unchanged", samplesMs: [260] }],
};

const results: PeersDocument = {
  schema: 1,
  date: "2026-11-23",
  go: "1.26.8",
  machine: { cpus: 2, model: "AMD EPYC", node: "v20.20.2" },
  peers: [sam, failing, ko, ours, oursRuntime, oursImage],
};

describe("the comparison with other tools", () => {
  const times: readonly [number, string][] = [
    [0, "0 ms"],
    [42.4, "42 ms"],
    [999, "999 ms"],
    [1000, "1.0 s"],
    [23_456, "23.5 s"],
  ];
  for (const [ms, text] of times) {
    it(`writes ${ms} ms as ${text}`, () => assert.equal(toDuration(ms), text));
  }

  it("takes the median of a build's runs", () => {
    assert.equal(buildTime("unchanged", 1).of(sam), 2000);
    assert.equal(buildTime("unchanged", 10).of(sam), 5500);
    assert.equal(buildTime("edited", 1).of(sam), undefined);
  });

  it("holds zips against zips, and images against ours", () => {
    const ratios = (peer: PeerResult, measure: typeof zip) =>
      ratiosOf(results, peer, measure).map((each) => `${each.ours.id} ${each.ratio}`);
    assert.deepEqual(ratios(sam, buildTime("unchanged", 1)), ["ours 0.13"]);
    assert.deepEqual(ratios(sam, zip), ["ours 1.25", `ours-runtime ${1 / 6}`]);
    assert.deepEqual(ratios(ko, buildTime("unchanged", 1)), ["ours-image 1.3"]);
    assert.deepEqual(ratios(ours, zip), []);
  });

  it("has a row for every tool, each number with what ours is of it", () => {
    const section = renderSection(results);
    const rows = [
      "| AWS SAM CLI | 12.00 MB, 0.52x, 0.20x | 6.00 MB, 1.25x, 0.17x | | 4.00 ms, 0.50x | 5.00 ms, 0.60x | 6.00 ms, 1.50x | 11.0 MiB |",
      "| ko | 12.48 MB, 0.50x, 0.19x | | 6.00 MB, 0.50x | | | | |",
      "| goserverless, its Go runtime module | 2.40 MB | 1.00 MB | | | | | |",
      "| AWS SAM CLI | 2.0 s, 0.13x | 5.5 s, 0.10x | |",
      "| AWS SAM CLI | 15.0 s | | | |",
    ];
    for (const row of rows) assert.ok(section.split("\n").includes(row), row);
  });

  it("says how often each build was done", () => {
    const section = renderSection(results);
    assert.ok(section.includes("\nA build when nothing changed (3, 2 runs):\n"));
  });

  it("names a tool that failed, with its reason", () => {
    assert.ok(renderSection(results).includes("\n- AWS CDK failed: no such command\n"));
  });

  it("states every loss with its reason, and no win among them", () => {
    const measures = [zip, p99, buildTime("unchanged", 1)];
    assert.equal(
      renderLosses(results, [{ title: "a ", measures }]),
      `Where ours loses:

- Beside AWS SAM CLI: a zip: 1.25x, 0.17x. It holds less than ours.
- Beside AWS SAM CLI: a p99: 1.50x. Both start the same way; other work on the machine falls on some starts more than on others.
- Beside ko: a 1 function: 1.30x. Ours checks each binary, compresses it as far as it goes, and asks Go for the sources before and after, so that nothing that is saved in between is missed.
`,
    );
    assert.equal(renderLosses({ ...results, peers: [ours] }, []), "Ours loses nowhere in this run.\n");
  });

  it("is not published with a loss that its reason is too small for", () => {
    const slow = { ...ours, ready: { runs: 300, p50Ms: 4.8, p95Ms: 3, p99Ms: 9 } };
    assert.throws(() => renderLosses({ ...results, peers: [sam, slow] }, [{ title: "", measures: [p50] }]), {
      message: "No reason is known why ours loses to AWS SAM CLI: ready, p50: 1.20x.",
    });
  });

  it("gives the README its rows in both languages", () => {
    assert.equal(
      renderReadmeTable(results, "en"),
      `| one handler | AWS SAM CLI | AWS CDK | goserverless, \`aws-lambda-go\` | goserverless, its Go module |
| --- | --- | --- | --- | --- |
| binary | 12.00 MB | | 6.24 MB, 0.52x | 2.40 MB, 0.20x |
| unchanged build of 10 functions | 5.5 s | | 550 ms, 0.10x | |
| exec to ready, p50 | 4.00 ms | | 2.00 ms, 0.50x | |
`,
    );
    const numbers = (table: string) => table.match(/\d[\d.]* ?(MB|m?s|x)\b/g);
    assert.deepEqual(numbers(renderReadmeTable(results, "zh")), numbers(renderReadmeTable(results, "en")));
  });

  it("draws bars in proportion, ours in another colour, with names escaped", () => {
    const chart = renderChart({ ...results, peers: [{ ...sam, name: "`a` & <b>" }, ours] });
    const bars = [...chart.matchAll(/<rect class="(theirs|ours)"[^>]* width="([\d.]+)"/g)];
    assert.deepEqual(
      bars.map(([, whose, width]) => `${whose} ${width}`),
      ["theirs 330", "ours 171.6", "theirs 330", "ours 33", "theirs 330", "ours 165"],
    );
    assert.ok(chart.includes(">a &amp; &lt;b&gt;</text>"));
  });
});

describe("the pages", () => {
  it("keep what is around the section", () => {
    const page = "# A\n\n## Beside other tools\n\nold\n\n## Next\n\nrest\n";
    assert.equal(
      placeSection(page, "## Beside other tools\n\nnew\n"),
      "# A\n\n## Beside other tools\n\nnew\n\n## Next\n\nrest\n",
    );
  });

  it("get a section that they have not", () => {
    assert.equal(placeSection("# A\n", "## Beside other tools\n"), "# A\n\n## Beside other tools\n");
  });

  it("keep what is around the table", () => {
    assert.equal(
      placeTable("a\n\n| h |\n| --- |\n| old |\n| old |\n\nb\n", "| h |\n| --- |\n| new |\n"),
      "a\n\n| h |\n| --- |\n| new |\n\nb\n",
    );
    assert.throws(() => placeTable("a\n", "| h |\n"), {
      message: "The page has no table that begins with | h |\n",
    });
  });
});
