import assert from "node:assert/strict";
import type { TarMember } from "../../build/oci/untar.js";
import { toImageTree } from "../../emulator/image-tree.js";

const file = (path: string, text = ""): TarMember => ({
  ...{ path, kind: "file", mode: 0o644 },
  bytes: Buffer.from(text),
});
const folder = (path: string, mode = 0o755): TarMember => ({
  ...{ path, kind: "folder", mode },
  bytes: Buffer.alloc(0),
});

function texts(...layers: TarMember[][]): Record<string, string | number> {
  const tree = [...toImageTree(layers)];
  return Object.fromEntries(
    tree.map(([path, { kind, mode, bytes }]) => [path, kind === "folder" ? mode : bytes.toString()]),
  );
}

describe("toImageTree", () => {
  const cases: { title: string; layers: TarMember[][]; tree: Record<string, string | number> }[] = [
    {
      title: "puts upper layers over lower ones",
      layers: [[file("a", "1"), file("b", "1")], [file("b", "2")]],
      tree: { a: "1", b: "2" },
    },
    {
      title: "takes a folder's mode from the uppermost layer",
      layers: [[folder("tmp", 0o755), file("tmp/a", "1")], [folder("tmp", 0o1777)]],
      tree: { tmp: 0o1777, "tmp/a": "1" },
    },
    {
      title: "leaves out the root itself",
      layers: [[folder(""), folder("."), file("a", "1")]],
      tree: { a: "1" },
    },
    {
      title: "leaves out what a whiteout hides, a file or a folder",
      layers: [
        [
          file("etc/a", "1"),
          file("etc/b", "1"),
          folder("data"),
          file("data/deep/c", "1"),
          file("database", "1"),
        ],
        [file("etc/.wh.a"), file(".wh.data")],
      ],
      tree: { "etc/b": "1", database: "1" },
    },
    {
      title: "hides lower layers alone, wherever a whiteout stands in its own",
      layers: [
        [file("etc/a", "1"), file("etc/b", "1")],
        [file("etc/c", "2"), file("etc/.wh..wh..opq")],
      ],
      tree: { "etc/c": "2" },
    },
    {
      title: "hides all that is below with an opaque whiteout in the root",
      layers: [
        [file("a", "1"), file("etc/b", "1")],
        [file(".wh..wh..opq"), file("c", "2")],
      ],
      tree: { c: "2" },
    },
    {
      title: "puts a file in a folder's place",
      layers: [[folder("a"), file("a/b", "1")], [file("a", "2")]],
      tree: { a: "2" },
    },
    {
      title: "puts a folder in a file's place",
      layers: [[file("a", "1")], [file("a/b/c", "2")]],
      tree: { "a/b/c": "2" },
    },
  ];
  for (const { title, layers, tree } of cases) {
    it(title, () => assert.deepEqual(texts(...layers), tree));
  }

  it("names a folder before what is in it", () => {
    const tree = toImageTree([[file("b/a"), file("a/b/c"), folder("a/b"), folder("b"), folder("a")]]);
    assert.deepEqual([...tree.keys()], ["a", "a/b", "a/b/c", "b", "b/a"]);
  });

  const refused: { title: string; member: TarMember; message: string }[] = [
    ...["/etc/passwd", "../evil", "a/../../evil", "a/..", "a//b", "a/./b", "a\0b"].map((path) => ({
      title: `the path ${JSON.stringify(path)}`,
      member: file(path),
      message: `it holds ${JSON.stringify(path)}, which is no path inside it`,
    })),
    ...(["link", "other"] as const).map((kind) => ({
      title: kind === "link" ? "a link" : "a device",
      member: { ...file("dev/null"), kind },
      message: 'it holds "dev/null", which is neither a file nor a folder',
    })),
  ];
  for (const { title, member, message } of refused) {
    it(`refuses ${title}`, () => assert.throws(() => toImageTree([[member]]), { message }));
  }
});
