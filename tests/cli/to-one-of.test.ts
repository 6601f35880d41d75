import assert from "node:assert/strict";
import { toOneOf } from "../../cli/to-one-of.js";

describe("toOneOf", () => {
  const parse = toOneOf("--color", ["red", "blue"]);

  it("takes each of the values", () => {
    assert.deepEqual(["red", "blue"].map(parse), ["red", "blue"]);
  });

  for (const value of ["", "RED", "constructor"]) {
    it(`refuses "${value}"`, () => {
      assert.throws(() => parse(value), {
        name: "UsageError",
        message: `"--color" must be red or blue, got "${value}".`,
      });
    });
  }
});
