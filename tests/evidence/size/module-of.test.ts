import assert from "node:assert/strict";
import { moduleOf } from "../../../evidence/size/module-of.js";

describe("moduleOf", () => {
  const modules = {
    main: "example.com/shop",
    dependencies: new Map([
      ["example.com/a", "example.com/a@v1.2.0"],
      ["example.com/a/b/v2", "example.com/a/b/v2@v2.0.1"],
      ["example.com/forked", "example.com/fork@v0.1.0"],
    ]),
  };
  const packages: readonly (readonly [path: string, module: string])[] = [
    ["main", "example.com/shop"],
    ["example.com/shop", "example.com/shop"],
    ["example.com/shop/store", "example.com/shop"],
    ["example.com/shopping", ""],
    ["example.com/a", "example.com/a@v1.2.0"],
    ["example.com/a/c", "example.com/a@v1.2.0"],
    ["example.com/a/b/v2/d", "example.com/a/b/v2@v2.0.1"],
    ["example.com/a/b/v3", "example.com/a@v1.2.0"],
    ["example.com/forked/x", "example.com/fork@v0.1.0"],
    ["example.com/unknown", ""],
    ["net/http", "std"],
    ["fmt", "std"],
    ["vendor/golang.org/x/net/idna", "std"],
    ["C", ""],
  ];
  for (const [path, module] of packages) {
    it(`is ${module || "unknown"} for ${path}`, () => {
      assert.equal(moduleOf(path, modules), module);
    });
  }

  it("takes a main module without a dot for no part of Go", () => {
    const dotless = { main: "shop", dependencies: new Map<string, string>() };
    assert.equal(moduleOf("shop/store", dotless), "shop");
    assert.equal(moduleOf("strings", dotless), "std");
  });

  it("leaves packages unknown where there is no main module", () => {
    const none = { main: "", dependencies: new Map<string, string>() };
    assert.equal(moduleOf("main", none), "");
    assert.equal(moduleOf("example.com/a", none), "");
  });
});
