import assert from "node:assert/strict";
import { goModules } from "../../../scripts/test/go-modules.js";
import { mochaTiers } from "../../../scripts/test/mocha-tiers.js";
import { Sandbox } from "../sandbox.js";

describe("mochaTiers", () => {
  const sandbox = new Sandbox();

  it("puts the end-to-end tests last, and takes nothing but tests", () => {
    for (const file of [
      "e2e/local.test.ts",
      "e2e/load.ts",
      "zip.test.ts",
      "build/zip.test.ts",
      "build/zip.ts",
    ]) {
      sandbox.write(`tests/${file}`, "");
    }
    assert.deepEqual(mochaTiers(sandbox.folder), [
      [sandbox.path("tests/build/zip.test.ts"), sandbox.path("tests/zip.test.ts")],
      [sandbox.path("tests/e2e/local.test.ts")],
    ]);
  });
});

describe("goModules", () => {
  const sandbox = new Sandbox();

  it("finds modules at any depth, but for fixtures and what is not ours", () => {
    for (const folder of [
      "runtime",
      "examples/hello",
      "examples/a/b",
      "tests/fixtures/broken",
      "node_modules/x",
    ]) {
      sandbox.write(`${folder}/go.mod`, "");
    }
    sandbox.write(".hidden/go.mod", "");
    assert.deepEqual(goModules(sandbox.folder).sort(), [
      sandbox.path("examples/a/b"),
      sandbox.path("examples/hello"),
      sandbox.path("runtime"),
    ]);
  });
});
