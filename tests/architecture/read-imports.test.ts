import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readImports } from "./read-imports.js";

const cases: [source: string, kind: "value" | "type" | "dynamic"][] = [
  ['import "x";', "value"],
  ['import a from "x";', "value"],
  ['import * as a from "x";', "value"],
  ['import { a } from "x";', "value"],
  ['import { type A, b } from "x";', "value"],
  ['import type { A } from "x";', "type"],
  ['import { type A, type B } from "x";', "type"],
  ['import a = require("x");', "value"],
  ['export * from "x";', "value"],
  ['export { a } from "x";', "value"],
  ['export type { A } from "x";', "type"],
  ['export { type A } from "x";', "type"],
  ['const a = () => require("x");', "value"],
  ['const a = require.resolve("x");', "dynamic"],
  ['const a = await import("x");', "dynamic"],
  ['let a: import("x").A;', "type"],
  ['let a: typeof import("x");', "type"],
];

describe("readImports", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "goserverless-imports-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [source, kind] of cases) {
    it(`reads ${source} as ${kind}`, () => {
      const file = join(folder, "source.ts");
      writeFileSync(file, source);
      assert.deepEqual(readImports(file), [
        { specifier: "x", isType: kind === "type", isDynamic: kind === "dynamic" },
      ]);
    });
  }
});
