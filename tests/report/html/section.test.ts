import assert from "node:assert/strict";
import { toSectionHtml } from "../../../report/html/section.js";
import { toSection } from "../../../report/section.js";

describe("toSectionHtml", () => {
  it("shows a table that the keyboard can scroll, and the rest to those who ask", () => {
    const section = toSection("Size <of> it", {
      sentences: ["All & more."],
      columns: [
        { title: "size", kind: "number" },
        { title: "package", kind: "name" },
        { title: "why", kind: "text" },
      ],
      rows: [
        ["1 B", "a<b>", "small"],
        ["0 B", "c", "none"],
      ],
      shownRows: 1,
    });
    const head =
      '<thead><tr><th scope="col" class="number">size</th><th scope="col">package</th><th scope="col">why</th></tr></thead>';
    assert.equal(
      toSectionHtml(section, "<svg></svg>"),
      `<section>
<h2>Size &lt;of&gt; it</h2>
<p>All &amp; more.</p>
<svg></svg>
<div class="scroll" role="group" aria-label="Size &lt;of&gt; it" tabindex="0">
<table aria-label="Size &lt;of&gt; it">
${head}
<tbody>
<tr><td class="number">1 B</td><td class="path">a&lt;b&gt;</td><td class="text">small</td></tr>
</tbody>
</table>
</div>
<details>
<summary>1 more</summary>
<div class="scroll" role="group" aria-label="Size &lt;of&gt; it, the rest" tabindex="0">
<table aria-label="Size &lt;of&gt; it, the rest">
${head}
<tbody>
<tr><td class="number">0 B</td><td class="path">c</td><td class="text">none</td></tr>
</tbody>
</table>
</div>
</details>
</section>`,
    );
  });
});
