import assert from "node:assert/strict";
import type { Anatomy, PackageSize } from "../../../evidence/size/anatomy.js";
import { compareAnatomies } from "../../../evidence/size/compare-anatomies.js";

const sized = (path: string, bytes: number, module = "std"): PackageSize => ({
  path,
  module,
  codeBytes: bytes,
  tableBytes: 0,
  dataBytes: 0,
  bytes,
});

const anatomy = (packages: readonly PackageSize[], parts: Anatomy["parts"] = []): Anatomy => {
  const bytes = [...packages, ...parts].reduce((sum, each) => sum + each.bytes, 0);
  return { bytes, attributedBytes: bytes, packages, parts };
};

describe("compareAnatomies", () => {
  it("tells what came, went, grew and shrank, the largest change first", () => {
    const before = anatomy(
      [sized("runtime", 900), sized("net", 500), sized("log", 40), sized("os", 10)],
      [
        { name: "DWARF", bytes: 300 },
        { name: "headers", bytes: 64 },
      ],
    );
    const after = anatomy(
      [sized("runtime", 930), sized("net/http", 700), sized("net", 400), sized("os", 10)],
      [
        { name: "headers", bytes: 64 },
        { name: "notes", bytes: 8 },
      ],
    );
    const std = { moduleBefore: "std", moduleAfter: "std" };
    assert.deepEqual(compareAnatomies(before, after), {
      bytesBefore: 1814,
      bytesAfter: 2112,
      packages: [
        {
          path: "net/http",
          moduleBefore: "",
          moduleAfter: "std",
          kind: "came",
          bytesBefore: 0,
          bytesAfter: 700,
        },
        { path: "net", ...std, kind: "shrank", bytesBefore: 500, bytesAfter: 400 },
        { path: "log", moduleBefore: "std", moduleAfter: "", kind: "went", bytesBefore: 40, bytesAfter: 0 },
        { path: "runtime", ...std, kind: "grew", bytesBefore: 900, bytesAfter: 930 },
      ],
      parts: [
        { name: "DWARF", kind: "went", bytesBefore: 300, bytesAfter: 0 },
        { name: "notes", kind: "came", bytesBefore: 0, bytesAfter: 8 },
      ],
    });
  });

  it("tells of a module's new version where the size is the same", () => {
    const change = compareAnatomies(
      anatomy([sized("example.com/a", 5, "example.com/a@v1.0.0")]),
      anatomy([sized("example.com/a", 5, "example.com/a@v1.0.1")]),
    );
    assert.deepEqual(change.packages, [
      {
        path: "example.com/a",
        moduleBefore: "example.com/a@v1.0.0",
        moduleAfter: "example.com/a@v1.0.1",
        kind: "same",
        bytesBefore: 5,
        bytesAfter: 5,
      },
    ]);
  });

  it("orders equal changes by name", () => {
    const change = compareAnatomies(anatomy([]), anatomy([sized("b", 5), sized("a", 5), sized("c", 6)]));
    assert.deepEqual(
      change.packages.map(({ path }) => path),
      ["c", "a", "b"],
    );
  });

  it("tells nothing of two that are the same", () => {
    const same = anatomy([sized("runtime", 900)], [{ name: "headers", bytes: 64 }]);
    assert.deepEqual(compareAnatomies(same, same), {
      bytesBefore: 964,
      bytesAfter: 964,
      packages: [],
      parts: [],
    });
  });
});
