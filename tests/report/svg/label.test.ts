import assert from "node:assert/strict";
import { toFittingPath, toFittingText, widthOf } from "../../../report/svg/label.js";

const path = "crypto/internal/fips140/nistec";

describe("toFittingPath", () => {
  for (const { width, expected } of [
    { width: 300, expected: path },
    { width: 110, expected: "fips140/nistec" },
    { width: 60, expected: "nistec" },
    { width: 20, expected: "" },
  ])
    it(`leaves "${expected}" of an import path for ${width} pixels`, () => {
      assert.equal(toFittingPath(path, width, 12), expected);
    });
});

describe("toFittingText", () => {
  for (const { width, expected } of [
    { width: 100, expected: "package init" },
    { width: 50, expected: "packa…" },
    { width: 5, expected: "" },
  ])
    it(`leaves "${expected}" of a text for ${width} pixels`, () => {
      assert.equal(toFittingText("package init", width, 12), expected);
    });
});

describe("widthOf", () => {
  it("counts Chinese twice", () => {
    assert.equal(widthOf("解压", 10), widthOf("abcd", 10));
  });
});
