import assert from "node:assert/strict";
import { type Excess, explainExcess, explainSpread } from "../../components/budget-sentences.js";
import { deployment } from "../evidence/history/history.js";
import { initMeasurement } from "../evidence/init/init-measurement.js";

const advice = 'Make it smaller or raise the budget; "goserverless inspect" tells what it is made of.';
const size: Excess = {
  budget: "binaryMb",
  limit: 6,
  value: 6.304,
  subject: 'the binary of "api" has',
  unit: "MB",
  parts: [
    { name: "runtime", value: 1.14 },
    { name: "net/http", value: 0.58 },
    { name: "crypto/tls", value: 0.4776 },
    { name: "os", value: 0.1 },
  ],
};
const start: Excess = {
  budget: "initMs",
  limit: 2.5,
  value: 2.6,
  subject: '"api" is ready after',
  aside: " (the median of 48 starts, half of them 2.33-2.78 ms)",
  unit: "ms",
  parts: [{ name: "runtime", value: 0.041 }],
};
const allocations: Excess = {
  budget: "initAllocations",
  limit: 1,
  value: 307,
  subject: 'the package inits of "api" make',
  unit: "allocations",
  parts: [
    { name: "net/http", value: 49 },
    { name: "main", value: 1 },
  ],
};
const record = deployment({ version: "3", at: "2026-11-20T08:00:00.000Z" });
const sizeFact =
  '"budgets.binaryMb" is 6 MB, but the binary of "api" has 6.30 MB. The largest parts: runtime 1.14 MB, net/http 0.58 MB, crypto/tls 0.48 MB.';

const rows: readonly [what: string, excesses: Excess[], lines: string[]][] = [
  ["the value and the three largest parts", [size], [sizeFact, advice]],
  [
    "the value alone, where no parts are known",
    [{ ...size, parts: [] }],
    ['"budgets.binaryMb" is 6 MB, but the binary of "api" has 6.30 MB.', advice],
  ],
  [
    "a value that is hardly more with the digits that show it",
    [{ ...size, value: 6.000412, parts: [] }],
    ['"budgets.binaryMb" is 6 MB, but the binary of "api" has 6.0004 MB.', advice],
  ],
  [
    "that it grew since the last deployment",
    [{ ...size, before: { record, value: 6.1 } }],
    [`${sizeFact} That is 0.20 MB more than in version 3, deployed on 2026-11-20.`, advice],
  ],
  [
    "that it shrank since the last deployment",
    [{ ...size, before: { record, value: 7 } }],
    [`${sizeFact} That is 0.70 MB less than in version 3, deployed on 2026-11-20.`, advice],
  ],
  [
    "that it is as it was",
    [{ ...size, before: { record, value: 6.3039 } }],
    [`${sizeFact} That is as much as in version 3, deployed on 2026-11-20.`, advice],
  ],
  [
    "all budgets at once",
    [size, start, allocations],
    [
      sizeFact,
      '"budgets.initMs" is 2.5 ms, but "api" is ready after 2.60 ms (the median of 48 starts, half of them 2.33-2.78 ms). The longest package inits: runtime 0.04 ms.',
      '"budgets.initAllocations" is 1 allocation, but the package inits of "api" make 307 allocations. Most of them: net/http 49 allocations, main 1 allocation.',
      advice,
    ],
  ],
  [
    "that nothing can keep it",
    [{ ...start, limit: 0.5, least: 1 }],
    [
      '"budgets.initMs" is 0.5 ms, but "api" is ready after 2.60 ms (the median of 48 starts, half of them 2.33-2.78 ms). A Go program that does nothing comes to 1.00 ms. The longest package inits: runtime 0.04 ms.',
      "Raise the budget.",
    ],
  ],
  [
    "that nothing can keep one of them",
    [size, { ...allocations, least: 6, parts: [] }],
    [
      sizeFact,
      '"budgets.initAllocations" is 1 allocation, but the package inits of "api" make 307 allocations. A Go program that does nothing comes to 6 allocations.',
      advice,
    ],
  ],
  [
    "nothing of the least program where a smaller one is possible",
    [{ ...size, least: 1.25 }],
    [sizeFact, advice],
  ],
];

describe("explainExcess", () => {
  for (const [what, excesses, lines] of rows) {
    it(`says ${what}`, () => {
      assert.equal(explainExcess(excesses), lines.join("\n"));
    });
  }
});

describe("explainSpread", () => {
  for (const { isPrecise, expected } of [
    { isPrecise: true, expected: "(the median of 20 starts, half of them 1.90-2.10 ms)" },
    {
      isPrecise: false,
      expected:
        "(the median of 20 starts, half of them 1.90-2.10 ms; the machine was so busy that they tell it only to 1.95-2.05 ms)",
    },
  ]) {
    it(`says how a time was come by that is ${isPrecise ? "" : "not "}known to a tenth`, () => {
      assert.equal(explainSpread(initMeasurement({ isPrecise })), expected);
    });
  }
});
