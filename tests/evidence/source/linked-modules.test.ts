import assert from "node:assert/strict";
import { linkedModules } from "../../../evidence/source/linked-modules.js";
import { importGraph, type LinkedPackage } from "../../../evidence/source/linked-packages.js";

const cart = { Path: "example.com/shop", Main: true, Dir: "/shop" };
const main: LinkedPackage = { ImportPath: "example.com/shop/cmd/cart", Dir: "/shop/cmd/cart", Module: cart };
const dependency = (ImportPath: string, rest: Partial<LinkedPackage> = {}): LinkedPackage => ({
  ImportPath,
  Dir: `/gopath/${ImportPath}`,
  DepOnly: true,
  ...rest,
});

describe("linkedModules", () => {
  it("has the main package's module first, and none for Go's own", () => {
    const money = { Path: "a.example/money", Version: "v1.2.0", Dir: "/mod/money@v1.2.0" };
    assert.deepEqual(
      linkedModules([
        dependency("fmt"),
        dependency("a.example/money", { Module: money }),
        dependency("a.example/money/rates", { Module: money }),
        main,
      ]),
      [
        { path: "example.com/shop", version: "", folder: "/shop", isLocal: true },
        { path: "a.example/money", version: "v1.2.0", folder: "/mod/money@v1.2.0", isLocal: false },
      ],
    );
  });

  const replaced: readonly [title: string, module: LinkedPackage["Module"], expected: object][] = [
    [
      "names the module that replaces one",
      {
        Path: "a.example/money",
        Version: "v1.2.0",
        Dir: "/mod/coins@v2.0.0",
        Replace: { Path: "b.example/coins", Version: "v2.0.0" },
      },
      { path: "b.example/coins", version: "v2.0.0", folder: "/mod/coins@v2.0.0", isLocal: false },
    ],
    [
      "keeps the name of one that a folder replaces",
      { Path: "a.example/money", Version: "v1.2.0", Dir: "/money", Replace: { Path: "../money" } },
      { path: "a.example/money", version: "v1.2.0", folder: "/money", isLocal: true },
    ],
    [
      "finds a vendored one by its package",
      { Path: "a.example/money", Version: "v1.2.0" },
      { path: "a.example/money", version: "v1.2.0", folder: "/shop/vendor/a.example/money", isLocal: false },
    ],
  ];
  for (const [title, Module, expected] of replaced) {
    it(title, () => {
      const Dir = "/shop/vendor/a.example/money/rates";
      const listed = dependency("a.example/money/rates", { Dir, ...(Module && { Module }) });
      assert.deepEqual(linkedModules([listed, main]).at(-1), expected);
    });
  }
});

describe("importGraph", () => {
  it("calls the main package main, follows imports into vendor folders and leaves out what is not linked", () => {
    const graph = importGraph([
      dependency("vendor/golang.org/x/net/idna"),
      dependency("net/http", {
        Imports: ["golang.org/x/net/idna", "C"],
        ImportMap: { "golang.org/x/net/idna": "vendor/golang.org/x/net/idna" },
      }),
      { ...main, Imports: ["net/http"] },
    ]);
    assert.deepEqual(
      [...graph],
      [
        ["vendor/golang.org/x/net/idna", []],
        ["net/http", ["vendor/golang.org/x/net/idna"]],
        ["main", ["net/http"]],
      ],
    );
  });
});
