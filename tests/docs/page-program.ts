import assert from "node:assert/strict";
import * as ts from "typescript";
import { read } from "./cloud-page.js";

/** The program of a page that has such words in it. */
export function programOf(page: string, words: string): string {
  const found = [...read(page).matchAll(/^```ts\n(.*?)^```$/gms)].filter(([, text]) => text?.includes(words));
  assert.equal(found.length, 1);
  return found[0]?.[1] ?? "";
}

/** The same in JavaScript. */
export function toJavaScript(program: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(program, { compilerOptions }).outputText;
}
