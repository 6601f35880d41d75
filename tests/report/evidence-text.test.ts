import assert from "node:assert/strict";
import type { Evidence } from "../../report/evidence.js";
import { toInspectionText } from "../../report/inspection-text.js";
import { evidence } from "./evidences.js";
import { zip } from "./inspections.js";

const textOf = (given: Evidence, all = false) =>
  toInspectionText("api.zip", zip, { colors: false, all }, given);

describe("toInspectionText with evidence", () => {
  it("shows what the program costs before its files", () => {
    assert.equal(
      textOf(evidence),
      `api.zip  zip for linux/arm64
sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff

  size     2.60 MB packed, 6.29 MB unpacked
  program  6.29 MB, static
  Go       go1.26.8
  module   example.com/shop
  linked   1 dependency

Compared with the deployment to "dev" of 2026-11-23 20:51 UTC
  +2.0 kB (+25.0 %): 8.0 kB before, 10.0 kB now.
   CHANGE  BEFORE     NOW  PACKAGE OR (PART)
  +3.0 kB       -  3.0 kB  golang.org/x/net/html
  -1.1 kB  1.7 kB   600 B  example.com/pay (example.com/pay@v1.0.0 to example.com/pay@v1.1.0)
   +100 B   600 B   700 B  (headers)

What to do
     SAVES  KNOWN BY   STEP
  380.0 kB  trying it  Set the build tag "nethttpomithttp2", if nothing needs
                       HTTP/2: net/http then speaks HTTP/1 alone.
    3.0 kB  reading    Leave out <html>.

Size by module
  10.0 kB in all, 99.0 % of it attributed.
    SIZE   SHARE  MODULE
  5.5 kB  55.0 %  Go's standard library
  3.0 kB  30.0 %  golang.org/x/net@v0.40.0
   400 B   4.0 %  module not known

Size by package
    SIZE   SHARE  PACKAGE
  4.0 kB  40.0 %  runtime
  3.0 kB  30.0 %  golang.org/x/net/html
  1.5 kB  15.0 %  fmt
   400 B   4.0 %  main

Size of what belongs to no package
   SIZE  SHARE  PART
  700 B  7.0 %  headers
  300 B  3.0 %  padding

Why the largest packages are in
  main > runtime
  main > golang.org/x/net/html
  main > example.com/shop/page > fmt

What keeps unused methods in
  CALL                        REACHED BY
  reflect.Value.MethodByName  main.main > text/template.(*state).evalField

Package inits
  2.00 ms in all, half of the 20 starts within 1.90 ms and 2.25 ms.
  They take 12.3 kB in 1001 allocations from the heap.
  Ready 4.50 ms after exec; a program that does nothing else: 1.50 ms.
     TIME   SHARE     HEAP  ALLOCATIONS  PACKAGE
  1.50 ms  75.0 %  12.0 kB         1000  golang.org/x/net/html
  0.45 ms  22.5 %    300 B            1  runtime
  0.05 ms   2.5 %      0 B            0  fmt

Modules
  LICENCE         VERSION  MODULE
  not recognized  -        example.com/shop
  BSD-3-Clause    v0.40.0  golang.org/x/net

Built with
  -trimpath=true
  CGO_ENABLED=0

Notes
  The program was not started: "--start" measures its package inits.

Files
  -rwxr-xr-x  6.29 MB  bootstrap
  d?????????        -  web/
  -?????????     12 B  web/index.html
`,
    );
  });

  const packages = Array.from({ length: 17 }, (_, index) => ({
    path: `example.com/p${index}`,
    module: "",
    codeBytes: 10,
    tableBytes: 0,
    dataBytes: 0,
    bytes: 10,
  }));
  const many: Evidence = {
    anatomy: { bytes: 170, attributedBytes: 170, packages, parts: [] },
    settings: [],
    advice: [],
    notes: [],
  };

  it("shows 15 packages, and counts the others", () => {
    const shown = textOf(many);
    assert.ok(shown.includes("  10 B  5.9 %  example.com/p14\n  and 2 more, shown with --all\n"), shown);
    assert.ok(!shown.includes("example.com/p15"));
  });

  it("shows all packages to those who want all", () => {
    const shown = textOf(many, true);
    assert.ok(shown.includes("  10 B  5.9 %  example.com/p16\n"), shown);
    assert.ok(!shown.includes("more, shown with"));
  });

  it("says that nothing keeps unused methods in, and leaves out what is not known", () => {
    const source = { chains: {}, spoilers: [], modules: [] };
    assert.equal(
      textOf({ source, settings: [], advice: [], notes: [] }).split("\n\n")[2],
      "What keeps unused methods in\n  Nothing does: the linker leaves out methods that nobody calls.",
    );
  });

  it("shows no control character of a hostile binary", () => {
    const anatomy = {
      bytes: 1,
      attributedBytes: 1,
      packages: [{ path: "\u001b[31m", module: "", codeBytes: 1, tableBytes: 0, dataBytes: 0, bytes: 1 }],
      parts: [],
    };
    const shown = textOf({ anatomy, settings: ["\u0007"], advice: [], notes: [] });
    assert.ok(shown.includes("\\u{1b}[31m") && shown.includes("\\u{7}"), shown);
    assert.doesNotMatch(shown.replaceAll("\n", ""), /\p{Cc}/u);
  });
});
