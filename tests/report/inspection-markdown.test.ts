import assert from "node:assert/strict";
import { toInspectionMarkdown } from "../../report/inspection-markdown.js";
import { evidence } from "./evidences.js";
import { zip } from "./inspections.js";

describe("toInspectionMarkdown", () => {
  it("shows what changed, and keeps what is behind it to click on", () => {
    assert.equal(
      toInspectionMarkdown("api.zip", zip, evidence),
      `## api.zip

### Compared with the deployment to "dev" of 2026-11-23 20&#58;51 UTC

+2.0 kB (+25.0 %): 8.0 kB before, 10.0 kB now.

| change | before | now | package or (part) |
| ---: | ---: | ---: | --- |
| +3.0 kB | - | 3.0 kB | \`golang.org/x/net/html\` |
| -1.1 kB | 1.7 kB | 600 B | \`example.com/pay (example.com/pay@v1.0.0 to example.com/pay@v1.1.0)\` |
| +100 B | 600 B | 700 B | \`(headers)\` |

### What to do

| saves | known by | step |
| ---: | --- | --- |
| 380.0 kB | trying it | Set the build tag "nethttpomithttp2", if nothing needs HTTP/2: net/http then speaks HTTP/1 alone. |
| 3.0 kB | reading | Leave out &#60;html&#62;. |

<details>
<summary>Size by module</summary>

10.0 kB in all, 99.0 % of it attributed.

| size | share | module |
| ---: | ---: | --- |
| 5.5 kB | 55.0 % | \`Go's standard library\` |
| 3.0 kB | 30.0 % | \`golang.org/x/net@v0.40.0\` |
| 400 B | 4.0 % | \`module not known\` |

</details>

<details>
<summary>Size by package</summary>

| size | share | package |
| ---: | ---: | --- |
| 4.0 kB | 40.0 % | \`runtime\` |
| 3.0 kB | 30.0 % | \`golang.org/x/net/html\` |
| 1.5 kB | 15.0 % | \`fmt\` |
| 400 B | 4.0 % | \`main\` |

</details>

<details>
<summary>Size of what belongs to no package</summary>

| size | share | part |
| ---: | ---: | --- |
| 700 B | 7.0 % | \`headers\` |
| 300 B | 3.0 % | \`padding\` |

</details>

<details>
<summary>Why the largest packages are in</summary>

| shortest way from main |
| --- |
| \`main > runtime\` |
| \`main > golang.org/x/net/html\` |
| \`main > example.com/shop/page > fmt\` |

</details>

<details>
<summary>What keeps unused methods in</summary>

| call | reached by |
| --- | --- |
| \`reflect.Value.MethodByName\` | \`main.main > text/template.(*state).evalField\` |

</details>

<details>
<summary>Package inits</summary>

2.00 ms in all, half of the 20 starts within 1.90 ms and 2.25 ms. They take 12.3 kB in 1001 allocations from the heap. Ready 4.50 ms after exec; a program that does nothing else: 1.50 ms.

| time | share | heap | allocations | package |
| ---: | ---: | ---: | ---: | --- |
| 1.50 ms | 75.0 % | 12.0 kB | 1000 | \`golang.org/x/net/html\` |
| 0.45 ms | 22.5 % | 300 B | 1 | \`runtime\` |
| 0.05 ms | 2.5 % | 0 B | 0 | \`fmt\` |

</details>

<details>
<summary>Modules</summary>

| licence | version | module |
| --- | --- | --- |
| not recognized | \`-\` | \`example.com/shop\` |
| BSD-3-Clause | \`v0.40.0\` | \`golang.org/x/net\` |

</details>

<details>
<summary>Built with</summary>

| setting |
| --- |
| \`-trimpath=true\` |
| \`CGO_ENABLED=0\` |

</details>

<details>
<summary>Notes</summary>

The program was not started: "--start" measures its package inits.

</details>

<details>
<summary>Artifact</summary>

- kind: zip for linux/arm64
- sha256: ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
- size: 2.60 MB packed, 6.29 MB unpacked
- program: 6.29 MB, static
- Go: go1.26.8
- module: example.com/shop
- linked: 1 dependency

</details>
`,
    );
  });

  it("lets no name be more than text", () => {
    const shown = toInspectionMarkdown("a*b|[c](d) @ada <img>", zip, {
      settings: ["a|b`c\n", ""],
      advice: [],
      notes: ["See https://example.com :smile: #1."],
    });
    assert.equal(shown.split("\n")[0], "## a&#42;b&#124;&#91;c&#93;(d) &#64;ada &#60;img&#62;");
    assert.ok(
      shown.includes(
        "\n\nzip for linux/arm64; 2.60 MB packed, 6.29 MB unpacked; program of 6.29 MB, static.\n\n",
      ),
    );
    assert.ok(shown.includes("| a&#124;b&#96;c&#92;u&#123;a&#125; |"), shown);
    assert.ok(shown.includes("| - |"), shown);
    assert.ok(shown.includes("See https&#58;//example.com &#58;smile: &#35;1."), shown);
  });
});
