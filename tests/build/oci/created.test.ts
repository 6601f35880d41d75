import assert from "node:assert/strict";
import { createdSeconds, rfc3339 } from "../../../build/oci/created.js";

describe("createdSeconds", () => {
  for (const [given, seconds] of [
    [undefined, 0],
    ["", 0],
    ["0", 0],
    ["1700000000", 1700000000],
    ["253402300799", 253402300799],
  ] as const) {
    it(`is ${seconds} for SOURCE_DATE_EPOCH ${JSON.stringify(given)}`, () => {
      assert.equal(createdSeconds(given === undefined ? {} : { SOURCE_DATE_EPOCH: given }), seconds);
    });
  }

  for (const given of ["-1", "1.5", "now", "1e3", "253402300800", "9".repeat(40), " 1"]) {
    it(`refuses SOURCE_DATE_EPOCH ${JSON.stringify(given)}`, () => {
      assert.throws(() => createdSeconds({ SOURCE_DATE_EPOCH: given }), {
        name: "BuildError",
        message:
          "SOURCE_DATE_EPOCH must be a whole number of seconds since 1970, from 0 to 253402300799. Unset it for a fixed time.",
      });
    });
  }

  it("heeds this process's environment", () => {
    const before = process.env["SOURCE_DATE_EPOCH"];
    process.env["SOURCE_DATE_EPOCH"] = "86400";
    try {
      assert.equal(createdSeconds(), 86400);
    } finally {
      if (before === undefined) delete process.env["SOURCE_DATE_EPOCH"];
      else process.env["SOURCE_DATE_EPOCH"] = before;
    }
  });
});

describe("rfc3339", () => {
  it("writes whole seconds in UTC", () => {
    assert.equal(rfc3339(0), "1970-01-01T00:00:00Z");
    assert.equal(rfc3339(253402300799), "9999-12-31T23:59:59Z");
  });
});
