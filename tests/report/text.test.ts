import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { FunctionReport } from "../../report/model.js";
import { toText } from "../../report/text.js";

const hello: FunctionReport = {
  name: "hello-dev",
  cloud: "local",
  url: "http://127.0.0.1:41233/",
  version: "3",
  artifact: {
    kind: "zip",
    sha256: "0f".repeat(32),
    bytes: 2_600_100,
    binaryBytes: 6_291_456,
    plain: { bytes: 6_600_200, binaryBytes: 12_041_000 },
  },
  ready: {
    plain: { runs: 40, p50Ms: 4.9, p95Ms: 6.2, p99Ms: 7 },
    ours: { runs: 40, p50Ms: 3.5, p95Ms: 6.4, p99Ms: 7 },
  },
  calls: {
    cold: { runs: 10, p50Ms: 12.34, p95Ms: 15.2, p99Ms: 15.2 },
    warm: { runs: 200, p50Ms: 0.612, p95Ms: 0.95, p99Ms: 1.8 },
    failed: 0,
  },
  reuse: null,
  notes: [],
};

const prebuilt: FunctionReport = {
  ...hello,
  name: "prebuilt",
  artifact: { kind: "zip", sha256: "0f".repeat(32), bytes: 2_600_100, binaryBytes: null, plain: null },
  ready: { plain: null, ours: null },
  calls: { cold: null, warm: { runs: 1, p50Ms: 1, p95Ms: 1, p99Ms: 1 }, failed: 2 },
  notes: ["The binary is gone.", "There is no entry."],
};

describe("toText", () => {
  it("sets a plain go build and ours side by side, then the calls", () => {
    assert.equal(
      toText({ schema: 1, functions: [hello] }, { colors: false }),
      `hello-dev  http://127.0.0.1:41233/  version 3

                     go build  goserverless
  binary             12.04 MB       6.29 MB  0.52x
  zip                 6.60 MB       2.60 MB  0.39x
  exec to ready p50   4.90 ms       3.50 ms  0.71x
                p95   6.20 ms       6.40 ms  1.03x

                          p50           p95
  first call (cold)   12.3 ms       15.2 ms  10 calls
  warm call           0.61 ms       0.95 ms  200 calls
`,
    );
  });

  it("calls an image an image", () => {
    const image: FunctionReport = { ...hello, artifact: { ...hello.artifact, kind: "image" } };
    assert.match(
      toText({ schema: 1, functions: [image] }, { colors: false }),
      /^ {2}image +6\.60 MB +2\.60 MB {2}0\.39x$/m,
    );
  });

  it("shows what a program made and used again", () => {
    const reuse = { value: { made: 10, reused: 201 }, sql: { made: 10, reused: 0 } };
    assert.match(
      toText({ schema: 1, functions: [{ ...hello, reuse }] }, { colors: false }),
      /^ {2}value made +10 +reused 201 times\n {2}sql made +10 +reused 0 times\n$/m,
    );
  });

  it("shows what is unknown as a dash without a ratio, counts failed calls and ends with the notes", () => {
    assert.equal(
      toText({ schema: 1, functions: [prebuilt] }, { colors: false }),
      `prebuilt  http://127.0.0.1:41233/  version 3

                     go build  goserverless
  binary                    -             -
  zip                       -       2.60 MB
  exec to ready p50         -             -
                p95         -             -

                          p50           p95
  first call (cold)         -             -  0 calls
  warm call           1.00 ms       1.00 ms  1 call
  failed                                     2 calls

  The binary is gone.
  There is no entry.
`,
    );
  });

  it("leaves an empty line between functions", () => {
    const text = toText({ schema: 1, functions: [hello, hello] }, { colors: false });
    const one = toText({ schema: 1, functions: [hello] }, { colors: false });
    assert.equal(text, `${one}\n${one}`);
  });

  it("says so when nothing is deployed", () => {
    const text = toText({ schema: 1, functions: [] }, { colors: false });
    assert.equal(text, 'Nothing is deployed. Deploy with "pulumi up".\n');
  });

  it("keeps the same text under its colours: green for a gain, yellow for a loss", () => {
    const report = { schema: 1, functions: [hello, prebuilt] } as const;
    const colored = toText(report, { colors: true });
    assert.equal(stripVTControlCharacters(colored), toText(report, { colors: false }));
    assert.ok(colored.includes("\u001b[32m0.52x\u001b[39m"));
    assert.ok(colored.includes("\u001b[33m1.03x\u001b[39m"));
    assert.ok(colored.startsWith("\u001b[1mhello-dev\u001b[22m"));
  });
});
