import assert from "node:assert/strict";
import { toWholeNumber } from "../../cli/to-whole-number.js";

describe("toWholeNumber", () => {
  const toCount = toWholeNumber("--cold", 1_000);

  for (const { value, expected } of [
    { value: "0", expected: 0 },
    { value: "007", expected: 7 },
    { value: "1000", expected: 1000 },
  ]) {
    it(`takes "${value}"`, () => {
      assert.equal(toCount(value), expected);
    });
  }

  for (const value of ["", "-1", "1.5", "1e2", "0x10", "ten", "1001", " 1"]) {
    it(`refuses "${value}"`, () => {
      assert.throws(() => toCount(value), {
        name: "UsageError",
        message: `"--cold" must be a whole number from 0 to 1000, got "${value}".`,
      });
    });
  }
});
