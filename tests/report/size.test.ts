import assert from "node:assert/strict";
import { toSizeText } from "../../report/size.js";

describe("toSizeText", () => {
  const cases = [
    { bytes: 0, expected: "0 B" },
    { bytes: 999, expected: "999 B" },
    { bytes: 1_000, expected: "1.0 kB" },
    { bytes: 65_540, expected: "65.5 kB" },
    { bytes: 999_949, expected: "999.9 kB" },
    { bytes: 999_950, expected: "1.00 MB" },
    { bytes: 6_291_456, expected: "6.29 MB" },
    { bytes: 250_000_000, expected: "250.00 MB" },
  ];
  for (const { bytes, expected } of cases) {
    it(`shows ${bytes} bytes as ${expected}`, () => {
      assert.equal(toSizeText(bytes), expected);
    });
  }
});
