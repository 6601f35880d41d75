import assert from "node:assert/strict";
import { toColumns } from "../../report/columns.js";

describe("toColumns", () => {
  it("pads each column to its widest cell, and no line at its end", () => {
    const rows = [
      ["zip", "2.60 MB", "ours"],
      ["binary", "12.04 MB", ""],
    ];
    assert.deepEqual(toColumns(rows, ["left", "right", "left"]), [
      "zip      2.60 MB  ours", //
      "binary  12.04 MB",
    ]);
  });

  it("gives colours no width", () => {
    const rows = [
      ["\u001b[1mab\u001b[22m", "1"],
      ["abc", "2"],
    ];
    assert.deepEqual(toColumns(rows, ["left", "left"]), ["\u001b[1mab\u001b[22m   1", "abc  2"]);
  });

  it("gives no line for no rows", () => {
    assert.deepEqual(toColumns([], ["left"]), []);
  });
});
