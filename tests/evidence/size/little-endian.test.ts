import assert from "node:assert/strict";
import { EvidenceError } from "../../../evidence/evidence-error.js";
import { u16, u32, u64 } from "../../../evidence/size/little-endian.js";

describe("u16, u32 and u64", () => {
  const bytes = Buffer.from("0102030405060708", "hex");

  it("read the lowest byte first", () => {
    assert.equal(u16(bytes, 0), 0x0201);
    assert.equal(u32(bytes, 4), 0x08070605);
    assert.equal(u64(Buffer.from("0000000001000000", "hex"), 0), 2 ** 32);
  });

  for (const [what, read] of [
    ["before the file", () => u16(bytes, -1)],
    ["over its end", () => u32(bytes, 5)],
    ["behind it", () => u64(bytes, 2 ** 60)],
  ] as const) {
    it(`say so of what lies ${what}`, () => {
      assert.throws(
        read,
        new EvidenceError("The binary is damaged, its tables lead out of the file: build or copy it again."),
      );
    });
  }
});
