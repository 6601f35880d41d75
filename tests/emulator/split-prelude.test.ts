import assert from "node:assert/strict";
import { splitPrelude } from "../../emulator/split-prelude.js";

const nuls = "\0".repeat(8);

describe("splitPrelude", () => {
  it("parts at the eight NUL bytes", () => {
    const { prelude, rest } = splitPrelude(Buffer.from(`{"a":1}${nuls}body\0${nuls}`)) ?? {};
    assert.equal(prelude?.toString(), '{"a":1}');
    assert.equal(rest?.toString(), `body\0${nuls}`);
  });

  it("waits as long as they have not all come", () => {
    assert.equal(splitPrelude(Buffer.from(`{"a":1}${nuls.slice(1)}`)), undefined);
  });
});
