import assert from "node:assert/strict";
import { isAtLeast } from "../../../scripts/setup/version.js";

const cases: [found: string, needed: string, expected: boolean][] = [
  ["20.19.0", "20.19.0", true],
  ["v20.20.2", "20.19.0", true],
  ["20.9.0", "20.19.0", false],
  ["24.0.0", "20.19.0", true],
  ["3.100.0", "3.248.0", false],
  ["v3.259.0\n", "3.248.0", true],
  ["1.24", "1.24.0", true],
  ["go1.27rc1", "1.25.11", true],
  ["go1.25.9", "1.25.11", false],
  ["4.0.0", "3.248.0", true],
  ["", "1.24.0", false],
];

describe("isAtLeast", () => {
  for (const [found, needed, expected] of cases) {
    it(`says ${expected} for ${JSON.stringify(found)} where ${needed} is needed`, () => {
      assert.equal(isAtLeast(found, needed), expected);
    });
  }
});
