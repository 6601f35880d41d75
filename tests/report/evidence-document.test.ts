import assert from "node:assert/strict";
import { toEvidenceDocument } from "../../report/evidence-document.js";
import { evidence } from "./evidences.js";

const { anatomy, source, init } = evidence;

describe("toEvidenceDocument", () => {
  it("holds exactly the documented fields", () => {
    assert.deepEqual(toEvidenceDocument(evidence), {
      size: {
        bytes: 10_000,
        attributedBytes: 9_900,
        modules: [
          { module: "std", bytes: 5_500, packages: 2 },
          { module: "golang.org/x/net@v0.40.0", bytes: 3_000, packages: 1 },
          { module: "", bytes: 400, packages: 1 },
        ],
        packages: anatomy.packages,
        parts: anatomy.parts,
      },
      settings: ["-trimpath=true", "CGO_ENABLED=0"],
      chains: source.chains,
      spoilers: source.spoilers,
      modules: source.modules,
      init: {
        runs: 20,
        totalMs: 2,
        quartilesMs: [1.9, 2.25],
        bytes: 12_300,
        allocations: 1_001,
        readyMs: 4.5,
        calibrationReadyMs: 1.5,
        packages: init.packages,
      },
      unpackMs: 3,
      advice: [
        { what: evidence.advice[0]?.what, savesBytes: 380_000, basis: "tried" },
        { what: "Leave out <html>.", savesBytes: 3_000, basis: "read" },
      ],
      comparison: {
        against: 'the deployment to "dev" of 2026-11-23 20:51 UTC',
        bytesBefore: 8_000,
        bytesAfter: 10_000,
        packages: evidence.comparison?.diff.packages,
        parts: evidence.comparison?.diff.parts,
      },
      notes: evidence.notes,
    });
  });

  it("says null of what is not known", () => {
    assert.deepEqual(toEvidenceDocument({ settings: [], advice: [], notes: ["Not Go."] }), {
      size: null,
      settings: [],
      chains: null,
      spoilers: null,
      modules: null,
      init: null,
      unpackMs: null,
      advice: [],
      comparison: null,
      notes: ["Not Go."],
    });
  });
});
