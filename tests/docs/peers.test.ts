import assert from "node:assert/strict";
import { renderChart } from "../../bench/peers/chart.js";
import { binary, buildTime, ratiosOf } from "../../bench/peers/compare.js";
import { renderReadmeTable, renderSection } from "../../bench/peers/render.js";
import type { PeersDocument } from "../../bench/peers/results.js";
import { read } from "./cloud-page.js";

/** What `npm run bench:peers -- --render` makes of the results that are committed. */
describe("what the pages say beside other tools", () => {
  let results: PeersDocument;

  before(() => {
    results = JSON.parse(read("bench/results/peers.json"));
  });

  it("is what the results say, in docs/benchmarks.md", () => {
    assert.ok(read("docs/benchmarks.md").includes(renderSection(results)));
  });

  it("is what the results say, in docs/benchmarks-peers.svg", () => {
    assert.equal(read("docs/benchmarks-peers.svg"), renderChart(results));
  });

  for (const [page, language] of [
    ["README.md", "en"],
    ["README.zh-CN.md", "zh"],
  ] as const) {
    it(`is what the results say, in ${page}`, () => {
      assert.ok(read(page).includes(`\n${renderReadmeTable(results, language)}\n`));
    });
  }

  it("has every tool measured, or says why not", () => {
    const silent = results.peers.filter(({ failed, builds, binaryBytes }) => {
      return failed === undefined && builds.length === 0 && binaryBytes === undefined;
    });
    assert.deepEqual(silent, []);
  });

  const goals = [
    { of: "bytes", measure: binary, ours: "ours", most: 0.53 },
    { of: "bytes", measure: binary, ours: "ours-runtime", most: 0.2 },
    { of: "time, unchanged,", measure: buildTime("unchanged", 1), ours: "ours", most: 0.15 },
    { of: "time, unchanged,", measure: buildTime("unchanged", 10), ours: "ours", most: 0.15 },
    { of: "time, unchanged,", measure: buildTime("unchanged", 50), ours: "ours", most: 0.15 },
  ] as const;
  for (const { of, measure, ours, most } of goals) {
    for (const id of ["sam", "cdk"]) {
      it(`has ${ours} at most at ${most}x of the ${of} of ${id}, ${measure.title}`, () => {
        const peer = results.peers.find((each) => each.id === id);
        assert.ok(peer);
        const found = ratiosOf(results, peer, measure).find((each) => each.ours.id === ours);
        assert.ok(found !== undefined && found.ratio <= most, `${found?.ratio}`);
      });
    }
  }
});
