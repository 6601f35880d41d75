import assert from "node:assert/strict";
import { toModuleText, toSizeGroups } from "../../report/module-sizes.js";
import { evidence } from "./evidences.js";

describe("toSizeGroups", () => {
  it("has every byte of the file in one group, by module", () => {
    const { anatomy } = evidence;
    const groups = toSizeGroups(anatomy, {
      module: toModuleText,
      others: "others",
      notAttributed: "unknown",
    });
    assert.deepEqual(groups, [
      {
        name: "Go's standard library",
        items: [
          { name: "runtime", bytes: 4_000 },
          { name: "fmt", bytes: 1_500 },
        ],
      },
      { name: "golang.org/x/net@v0.40.0", items: [{ name: "golang.org/x/net/html", bytes: 3_000 }] },
      { name: "module not known", items: [{ name: "main", bytes: 400 }] },
      {
        name: "others",
        items: [
          { name: "headers", bytes: 700 },
          { name: "padding", bytes: 300 },
          { name: "unknown", bytes: 100 },
        ],
      },
    ]);
    const items = groups.flatMap((group) => group.items);
    assert.equal(
      items.reduce((sum, { bytes }) => sum + bytes, 0),
      anatomy.bytes,
    );
  });
});
