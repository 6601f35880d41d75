import assert from "node:assert/strict";
import { escapeText } from "../../../report/html/escape.js";

describe("escapeText", () => {
  for (const { given, expected } of [
    { given: `<a href="x" title='y'>&`, expected: "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;" },
    { given: "a\u0000\u001b\u202eb\n", expected: "a\\u{0}\\u{1b}\\u{202e}b\\u{a}" },
    { given: "\ud800 \uffff", expected: "\ufffd \ufffd" },
    { given: "冷启动 é 🚀", expected: "冷启动 é 🚀" },
  ])
    it(`writes ${JSON.stringify(given)} as text`, () => {
      assert.equal(escapeText(given), expected);
    });
});
