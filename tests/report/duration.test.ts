import assert from "node:assert/strict";
import { toDurationText } from "../../report/duration.js";

describe("toDurationText", () => {
  const cases = [
    { milliseconds: 0.0512, expected: "0.05 ms" },
    { milliseconds: 4.9, expected: "4.90 ms" },
    { milliseconds: 9.994, expected: "9.99 ms" },
    { milliseconds: 9.996, expected: "10.0 ms" },
    { milliseconds: 12.34, expected: "12.3 ms" },
    { milliseconds: 99.96, expected: "100 ms" },
    { milliseconds: 1234.5, expected: "1235 ms" },
  ];
  for (const { milliseconds, expected } of cases) {
    it(`shows ${milliseconds} as ${expected}`, () => {
      assert.equal(toDurationText(milliseconds), expected);
    });
  }
});
