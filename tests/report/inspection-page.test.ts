import assert from "node:assert/strict";
import { toInspectionPage } from "../../report/inspection-page.js";
import { evidence } from "./evidences.js";
import { binary, image, zip } from "./inspections.js";

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);

describe("toInspectionPage", () => {
  it("shows what the program costs, the most useful first, then the files", () => {
    const page = toInspectionPage("api.zip", zip, evidence);
    assert.deepEqual(matches(page, /<h2>(.*)<\/h2>/g), [
      "Compared with the deployment to &quot;dev&quot; of 2026-11-23 20:51 UTC",
      "What to do",
      "Size by module",
      "Size by package",
      "Size of what belongs to no package",
      "Why the largest packages are in",
      "What keeps unused methods in",
      "Package inits",
      "Modules",
      "Built with",
      "Notes",
      "Files",
    ]);
    // Each is there for a phone and for what is wider.
    const drawings = matches(page, /<svg [^>]*aria-label="([^"]*)"/g);
    assert.deepEqual(
      drawings.filter((_, index) => index % 2 === 0),
      drawings.filter((_, index) => index % 2 === 1),
    );
    assert.deepEqual(
      [...new Set(drawings)],
      [
        "Size of api.zip, 10.0 kB: Go&#39;s standard library 5.5 kB, golang.org/x/net@v0.40.0 3.0 kB, other parts of the file 1.1 kB, module not known 400 B",
        "Start of api.zip, 7.50 ms: unpack 3.00 ms, exec and Go runtime 1.50 ms, package inits 2.00 ms, main until ready 1.00 ms",
        "Package inits of api.zip, 2.00 ms: runtime 0.45 ms, fmt 0.05 ms, golang.org/x/net/html 1.50 ms",
      ],
    );
  });

  for (const { inspection, facts, sections } of [
    {
      inspection: image,
      facts: "image for linux/arm64",
      sections: ["Layer 1 of 2", "Layer 2 of 2"],
    },
    { inspection: zip, facts: "zip for linux/arm64", sections: ["Files"] },
    { inspection: binary, facts: "binary for linux/arm64", sections: [] },
  ])
    it(`shows what there is of a ${inspection.kind} without evidence`, () => {
      const page = toInspectionPage("api", inspection);
      assert.equal(matches(page, /<dt>kind<\/dt><dd>(.*)<\/dd>/g)[0], facts);
      assert.deepEqual(matches(page, /<h2>(.*)<\/h2>/g), sections);
    });

  it("lets no name be more than text", () => {
    const page = toInspectionPage("<script>", zip, { settings: ["<img src=x>"], advice: [], notes: [] });
    assert.doesNotMatch(page, /<script|<img/);
    assert.match(page, /<h1>&lt;script&gt;<\/h1>/);
  });
});
