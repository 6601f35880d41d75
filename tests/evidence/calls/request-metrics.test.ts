import assert from "node:assert/strict";
import { readRequestMetrics } from "../../../evidence/calls/request-metrics.js";

const warm = { requestId: "1-65a7", durationMs: "2.92", isColdStart: "false" };
const cold = {
  ...warm,
  isColdStart: "true",
  coldStartLatencyMs: "487.65",
  prepareCodeLatencyMs: "0.18",
  runtimeInitializationMs: "487.37",
};

const cases = [
  ["a warm request", warm, { cold: false, durationMs: 2.92 }],
  ["a cold request", cold, { cold: true, durationMs: 2.92, initMs: 487.37, coldStartMs: 487.65 }],
  [
    "a cold request without its parts",
    { ...warm, isColdStart: "true", coldStartLatencyMs: "fast" },
    { cold: true, durationMs: 2.92 },
  ],
  [
    "a warm request with what only cold ones have",
    { ...cold, isColdStart: "false" },
    { cold: false, durationMs: 2.92 },
  ],
] as const;

const others = [
  undefined,
  null,
  "text",
  5,
  {},
  { ...warm, requestId: undefined },
  { ...warm, durationMs: "-1" },
  { ...warm, durationMs: "NaN" },
  { ...warm, durationMs: 2.92 },
];

describe("readRequestMetrics", () => {
  for (const [what, line, figures] of cases) {
    it(`reads ${what}`, () => assert.deepEqual(readRequestMetrics(line), { requestId: "1-65a7", figures }));
  }

  for (const line of others) {
    it(`passes over ${JSON.stringify(line) ?? "nothing"}`, () =>
      assert.equal(readRequestMetrics(line), undefined));
  }
});
