import assert from "node:assert/strict";
import { toCountText } from "../../report/count.js";

describe("toCountText", () => {
  it("has a noun for one and a noun for any other number", () => {
    assert.equal(toCountText(1, "layer"), "1 layer");
    assert.equal(toCountText(0, "layer"), "0 layers");
    assert.equal(toCountText(2, "dependency", "dependencies"), "2 dependencies");
  });
});
