import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { Call, CallTarget, MeasuredCalls } from "../../evidence/calls/measured-calls.js";
import { toMeasureDocument } from "../../report/measure-document.js";
import { toMeasureText } from "../../report/measure-text.js";
import { publishedInits, publishedSource } from "../../report/published-inits.js";

const target: CallTarget = {
  name: "hello",
  cloud: "aws",
  region: "eu-west-1",
  account: "123456789012",
  functionName: "shop-dev-hello",
  version: "3",
  qualifier: "live",
  packaging: "zip",
  architecture: "arm64",
  memoryMb: 256,
  timeoutSeconds: 10,
  requestsPerInstance: 1,
  log: { group: "/aws/lambda/shop-dev-hello" },
};

const callOf = (roundTripMs: number, change: Partial<Call>): Call => ({
  requestId: "id",
  roundTripMs,
  outcome: "ok",
  ...change,
});
const cold = (roundTripMs: number, initMs: number, coldStartMs?: number): Call =>
  callOf(roundTripMs, {
    figures: { cold: true, initMs, durationMs: 1, ...(coldStartMs !== undefined && { coldStartMs }) },
  });
const warm = (roundTripMs: number): Call => callOf(roundTripMs, { figures: { cold: false, durationMs: 1 } });

const calls: readonly Call[] = [
  ...[1, 2, 3, 4, 5, 6].map((each) => cold(100 + each, 40 + each)),
  warm(12),
  warm(14),
  callOf(900, { outcome: "failed", figures: { cold: true, initMs: 900, durationMs: 1 } }),
  callOf(5, { outcome: "throttled", requestId: "" }),
  callOf(901, {}),
  callOf(902, {}),
];
const notes = [
  "Only 6 of 40 cold starts could be forced: the concurrency that the function may use was reached.",
];
const onAws: MeasuredCalls = { target, calls, notes };

const published = {
  packaging: "zip",
  architecture: "arm64",
  runtime: "provided.al2023",
  meanMs: 40.6,
  p50Ms: 40.9,
  p90Ms: 44.8,
  p99Ms: 53.1,
  maxMs: 130,
};

describe("toMeasureDocument", () => {
  it("keeps cold and warm calls apart, counts the others, and has the published line beside them", () => {
    assert.deepEqual(toMeasureDocument([onAws]), {
      schema: 1,
      functions: [
        {
          name: "hello",
          cloud: "aws",
          region: "eu-west-1",
          functionName: "shop-dev-hello",
          version: "3",
          packaging: "zip",
          architecture: "arm64",
          memoryMb: 256,
          init: {
            runs: 6,
            p50: { ms: 43, interval95Ms: [41, 46] },
            p90: { ms: 46, interval95Ms: null },
            p99: { ms: 46, interval95Ms: null },
          },
          coldStart: null,
          cold: {
            runs: 6,
            p50: { ms: 103, interval95Ms: [101, 106] },
            p90: { ms: 106, interval95Ms: null },
            p99: { ms: 106, interval95Ms: null },
          },
          warm: {
            runs: 2,
            p50: { ms: 12, interval95Ms: null },
            p90: { ms: 14, interval95Ms: null },
            p99: { ms: 14, interval95Ms: null },
          },
          calls: { made: 12, failed: 1, throttled: 1, unreported: 2 },
          published,
          notes,
        },
      ],
      publishedSource,
    });
  });

  const lines = [
    ["aws", "zip", "amd64", 50.5],
    ["aws", "image", "arm64", 36.6],
    ["local", "image", "amd64", 44.5],
    ["aliyun", "zip", "amd64", undefined],
    ["aws", null, "arm64", undefined],
    ["aws", "zip", "riscv64", undefined],
  ] as const;
  for (const [cloud, packaging, architecture, p50Ms] of lines) {
    it(`has ${p50Ms === undefined ? "no published line" : `one of ${p50Ms} ms`} for ${packaging} ${architecture} on ${cloud}`, () => {
      const measured = { target: { ...target, cloud, packaging, architecture }, calls: [], notes: [] };
      assert.equal(toMeasureDocument([measured]).functions[0]?.published?.p50Ms, p50Ms);
    });
  }
});

describe("publishedInits", () => {
  it("has the lines that the source has, all of them in ascending order", () => {
    assert.deepEqual(
      publishedInits.map(({ runtime, packaging, architecture, p50Ms, p99Ms }) =>
        [runtime, packaging, architecture, p50Ms, p99Ms].join(" "),
      ),
      [
        "provided.al2023 zip arm64 40.9 53.1",
        "provided.al2023 image arm64 36.6 93",
        "provided.al2023 zip amd64 50.5 72.9",
        "provided.al2023 image amd64 44.5 118.3",
        "provided.al2 zip arm64 40.3 47.4",
        "provided.al2 image arm64 38 92.4",
        "provided.al2 zip amd64 49.6 72.2",
        "provided.al2 image amd64 43.6 112.7",
      ],
    );
    for (const { p50Ms, p90Ms, p99Ms, maxMs, meanMs } of publishedInits) {
      assert.ok(p50Ms < p90Ms && p90Ms < p99Ms && p99Ms < maxMs && meanMs < p90Ms);
    }
  });
});

describe("toMeasureText", () => {
  it("shows the percentiles with their intervals, beside the published ones", () => {
    assert.equal(
      toMeasureText(toMeasureDocument([onAws]), { colors: false }),
      `hello  aws eu-west-1  shop-dev-hello  version 3

                         p50      p90      p99
  init               43.0 ms  46.0 ms  46.0 ms  6 calls
                   41.0-46.0  too few  too few
    published        40.9 ms  44.8 ms  53.1 ms  provided.al2023 zip arm64
  cold round trip     103 ms   106 ms   106 ms  6 calls
                     101-106  too few  too few
  warm round trip    12.0 ms  14.0 ms  14.0 ms  2 calls
                     too few  too few  too few

  1 call was answered with an error of the function and not measured.
  1 call was refused for want of concurrency and not measured.
  2 calls were left out: the platform wrote no figures of them.
  Only 6 of 40 cold starts could be forced: the concurrency that the function may use was reached.

Below each time: between which two of the measured times it lies with 95 % confidence.
"too few" calls tell no such interval: p50 needs 6, p90 needs 36, p99 needs 368.
Published: Go on AWS Lambda, maxday/lambda-perf, 2025-08-23 to 2026-08-22.
`,
    );
  });

  it("shows what Function Compute says of a whole cold start, and nothing published", () => {
    const aliyun = { ...target, cloud: "aliyun", region: "cn-hangzhou", version: "LATEST" } as const;
    const measured = { target: aliyun, calls: [cold(500, 201, 301)], notes: [] };
    assert.equal(
      toMeasureText(toMeasureDocument([measured]), { colors: false }),
      `hello  aliyun cn-hangzhou  shop-dev-hello  version LATEST

                       p50      p90      p99
  init              201 ms   201 ms   201 ms  1 call
                   too few  too few  too few
  cold start        301 ms   301 ms   301 ms  1 call
                   too few  too few  too few
  cold round trip   500 ms   500 ms   500 ms  1 call
                   too few  too few  too few
  warm round trip        -        -        -

Below each time: between which two of the measured times it lies with 95 % confidence.
"too few" calls tell no such interval: p50 needs 6, p90 needs 36, p99 needs 368.
`,
    );
  });

  it("shows what a cloud wrote as text alone", () => {
    const hostile = { ...target, functionName: "shop\u001b[2J", cloud: "aws", region: "eu-west-1" } as const;
    const measured = { target: hostile, calls: [], notes: ["Denied:\u001b[31m no."] };
    const shown = toMeasureText(toMeasureDocument([measured]), { colors: false });
    assert.ok(shown.startsWith("hello  aws eu-west-1  shop\\u{1b}[2J  version 3\n"), shown);
    assert.ok(shown.includes("  Denied:\\u{1b}[31m no.\n"), shown);
  });

  it("says the same in colours", () => {
    const document = toMeasureDocument([onAws]);
    const colored = toMeasureText(document, { colors: true });
    assert.notEqual(colored, toMeasureText(document, { colors: false }));
    assert.equal(stripVTControlCharacters(colored), toMeasureText(document, { colors: false }));
  });
});
