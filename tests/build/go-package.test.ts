import assert from "node:assert/strict";
import { executableName, packagePath } from "../../build/go-package.js";

describe("executableName", () => {
  const cases: [importPath: string, name: string][] = [
    ["example.com/shop", "shop"],
    ["example.com/shop/cmd/api", "api"],
    ["example.com/shop/v2", "shop"],
    ["example.com/shop/v10", "shop"],
    ["example.com/shop/v1", "v1"],
    ["example.com/shop/v0", "v0"],
    ["example.com/shop/v2beta", "v2beta"],
    ["v2", "v2"],
  ];
  for (const [importPath, name] of cases) {
    it(`is ${name} for ${importPath}`, () => assert.equal(executableName(importPath), name));
  }
});

describe("packagePath", () => {
  it("is a dot for the module's root", () => assert.equal(packagePath("/shop", "/shop"), "."));
  it("begins with a dot below it", () => assert.equal(packagePath("/shop", "/shop/cmd/api"), "./cmd/api"));
});
