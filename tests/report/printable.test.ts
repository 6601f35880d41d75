import assert from "node:assert/strict";
import { toPrintable } from "../../report/printable.js";

describe("toPrintable", () => {
  const cases: readonly [title: string, text: string, shown: string][] = [
    ["keeps letters, blanks and signs of every language", "a b/ü/函数/♥.txt", "a b/ü/函数/♥.txt"],
    ["escapes what moves the cursor", "a\u001b[2J\rb", "a\\u{1b}[2J\\u{d}b"],
    ["escapes line ends", "a\nb\u2028c", "a\\u{a}b\\u{2028}c"],
    ["escapes what turns the direction of text", "a\u202etxt.exe", "a\\u{202e}txt.exe"],
    ["escapes what has no width", "a\u200bb", "a\\u{200b}b"],
  ];
  for (const [title, text, shown] of cases) {
    it(title, () => {
      assert.equal(toPrintable(text), shown);
    });
  }
});
