import assert from "node:assert/strict";
import fc from "fast-check";
import { reportLine } from "../../../emulator/report-line.js";
import { readReport } from "../../../evidence/calls/report-record.js";

const requestId = "e833dff9-1cd3-4950-b490-eaf30baadea4";
const line = `REPORT RequestId: ${requestId}\tDuration: 2.32 ms\tBilled Duration: 3 ms\tMemory Size: 128 MB\tMax Memory Used: 7 MB`;
const record = (metrics: unknown): string =>
  JSON.stringify({ time: "t", type: "platform.report", record: { requestId, metrics, status: "success" } });

const cases = [
  ["a warm call", line, { cold: false, durationMs: 2.32 }],
  ["a cold call", `${line}\tInit Duration: 40.91 ms\t`, { cold: true, initMs: 40.91, durationMs: 2.32 }],
  [
    "a traced call",
    `${line}\tInit Duration: 40.91 ms\t\nXRAY TraceId: 1-5\tSegmentId: 3\tSampled: true`,
    { cold: true, initMs: 40.91, durationMs: 2.32 },
  ],
  ["a warm call in JSON", record({ durationMs: 1.5 }), { cold: false, durationMs: 1.5 }],
  [
    "a cold call in JSON",
    record({ durationMs: 1.5, billedDurationMs: 42, initDurationMs: 40 }),
    { cold: true, initMs: 40, durationMs: 1.5 },
  ],
] as const;

const others = [
  "",
  "{",
  "null",
  "{}",
  `START RequestId: ${requestId} Version: 3`,
  `the program says REPORT RequestId: ${requestId}\tDuration: 2.32 ms`,
  `REPORT RequestId: ${requestId}\tBilled Duration: 3 ms`,
  `REPORT RequestId: ${requestId}\tDuration: 1.2.3 ms`,
  '{"type":"platform.report"}',
  '{"type":"platform.report","record":null}',
  '{"type":"platform.report","record":{"requestId":"a","metrics":null}}',
  '{"type":"platform.report","record":{"requestId":5,"metrics":{"durationMs":1}}}',
  '{"type":"platform.start","record":{"requestId":"a","metrics":{"durationMs":1}}}',
  record({ durationMs: "1.5" }),
  record({ durationMs: -1 }),
];

describe("readReport", () => {
  for (const [what, text, figures] of cases) {
    it(`reads ${what}`, () => assert.deepEqual(readReport(text), { requestId, figures }));
  }

  for (const text of others) {
    it(`passes over ${JSON.stringify(text).slice(0, 70)}`, () => assert.equal(readReport(text), undefined));
  }

  it("reads what the local cloud writes", () => {
    const call = {
      requestId,
      durationMs: 2,
      initMs: 3.5,
      memoryMb: 128,
      maxMemoryMb: 7,
      outcome: "ok",
    } as const;
    assert.deepEqual(readReport(reportLine(call)), {
      requestId,
      figures: { cold: true, initMs: 3.5, durationMs: 2 },
    });
  });

  it("survives any line", () => {
    const pieces = [
      "REPORT RequestId: ",
      "\tDuration: ",
      " ms",
      "\tInit Duration: ",
      '{"type":"platform.report"',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string(), fc.json()))
      .map((all) => all.join(""));
    fc.assert(
      fc.property(text, (each) => {
        const { figures } = readReport(each) ?? {};
        assert.ok(figures === undefined || figures.durationMs >= 0);
      }),
      { seed: 8, numRuns: 500 },
    );
  });
});
