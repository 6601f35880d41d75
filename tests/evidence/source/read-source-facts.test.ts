import assert from "node:assert/strict";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { BuildError } from "../../../build/build-error.js";
import { readSourceFacts } from "../../../evidence/source/read-source-facts.js";
import { goMod, program, request, useFolders, writeFiles } from "../../build/go-module.js";

const templates = `package main

import (
	"os"

	"example.com/shop/page"
)

func main() { render() }

//go:noinline
func render() { page.Page.Execute(os.Stdout, 1) }
`;
const page =
  'package page\n\nimport "text/template"\n\nvar Page = template.Must(template.New("a").Parse("{{.}}"))\n';

/** Calls by type and by number; the constant name keeps but the methods of that name. */
const lookups = `package main

import "reflect"

type T struct{}

func (T) Hello() {}

//go:noinline
func byNumber(v reflect.Value) { v.Method(0).Call(nil) }

//go:noinline
func byType(t reflect.Type) { println(t.Method(0).Name) }

//go:noinline
func byConstant(v reflect.Value) { v.MethodByName("Hello").Call(nil) }

func init() { byType(reflect.TypeOf(T{})) }

func main() {
	byNumber(reflect.ValueOf(T{}))
	byConstant(reflect.ValueOf(T{}))
}
`;

const mit =
  "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files. The above copyright notice and this permission notice shall be included in all copies or substantial portions.";

describe("readSourceFacts", function () {
  // Compiling the standard library for the first time takes its time.
  this.timeout(120_000);
  const folders = useFolders();
  const temporary = process.env["TMPDIR"];
  afterEach(() => {
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
  });
  const facts = async (
    files: Readonly<Record<string, string>>,
    go: Parameters<typeof request>[1] = {},
    entry = folders.folder,
  ) => {
    await writeFiles(folders.folder, files);
    return readSourceFacts({ ...request(entry, go), entry });
  };

  it("finds the template that keeps all methods, by which way it is imported and how it is called", async () => {
    const found = await facts({ "go.mod": goMod, "main.go": templates, "page/page.go": page });
    assert.deepEqual(found.chains["text/template/parse"], [
      "main",
      "example.com/shop/page",
      "text/template",
      "text/template/parse",
    ]);
    assert.deepEqual(found.chains["main"], ["main"]);
    assert.deepEqual(found.chains["os"], ["main", "os"]);
    assert.deepEqual(found.chains["runtime"], ["main", "runtime"]);
    assert.equal(found.spoilers.length, 1);
    const [spoiler] = found.spoilers;
    assert.equal(spoiler?.calls, "reflect.Value.MethodByName");
    assert.deepEqual(spoiler?.chain.slice(0, 2), ["main.main", "main.render"]);
    assert.equal(spoiler?.chain.at(-1), "text/template.(*state).evalField");
    assert.deepEqual(found.modules, [{ path: "example.com/shop", version: "", licence: "" }]);
  });

  it("finds lookups by number and by type, and none by a constant name", async () => {
    const { spoilers } = await facts({ "go.mod": goMod, "main.go": lookups });
    const sorted = [...spoilers].sort((a, b) => (a.calls < b.calls ? -1 : 1));
    assert.deepEqual(sorted, [
      { calls: "reflect.Type.Method or MethodByName", chain: ["main.init.0", "main.byType"] },
      { calls: "reflect.Value.Method", chain: ["main.main", "main.byNumber"] },
    ]);
  });

  it("reads vendored modules and their licences, with the build's own tags, and leaves nothing behind", async () => {
    const scratch = join(folders.folder, "scratch");
    await mkdir(scratch);
    process.env["TMPDIR"] = scratch;
    const found = await facts(
      {
        "go.mod": `${goMod}\nrequire a.example/money v1.2.0\n`,
        LICENSE: mit,
        "cmd/cart/main.go": "package main\n\nfunc main() { println(1) }\n",
        "cmd/cart/money.go": '//go:build money\n\npackage main\n\nimport _ "a.example/money/rates"\n',
        "vendor/modules.txt": "# a.example/money v1.2.0\n## explicit; go 1.24\na.example/money/rates\n",
        "vendor/a.example/money/LICENSE": `${mit}\n`,
        "vendor/a.example/money/rates/rates.go": "package rates\n",
      },
      { go: { tags: ["money"], env: { GOFLAGS: "-mod=vendor" } } },
      join(folders.folder, "cmd/cart"),
    );
    assert.deepEqual(found.modules, [
      { path: "example.com/shop", version: "", licence: "MIT" },
      { path: "a.example/money", version: "v1.2.0", licence: "MIT" },
    ]);
    assert.deepEqual(found.chains["a.example/money/rates"], ["main", "a.example/money/rates"]);
    assert.equal(found.moduleOf.get("main"), "example.com/shop");
    assert.deepEqual(found.spoilers, []);
    assert.deepEqual(await readdir(scratch), []);
  });

  const failures: readonly [
    title: string,
    files: Readonly<Record<string, string>>,
    message: RegExp | string,
  ][] = [
    [
      "a folder that is no main package",
      { "go.mod": goMod, "main.go": "package cart\n" },
      '"entry" %FOLDER% is package "cart", a function needs "package main". Change its package clause, or point "entry" at the folder of a main package.',
    ],
    [
      "a folder without Go files",
      { "go.mod": goMod },
      '"entry" must be the folder of a Go main package, but %FOLDER% has no Go files.',
    ],
    [
      "a program that does not compile",
      { "go.mod": goMod, "main.go": "package main\n\nfunc main() { nope() }\n" },
      /^Go cannot build .* for linux\/(amd64|arm64):\n# example.com\/shop\n.*main.go:3:15: undefined: nope$/,
    ],
    [
      "a program that does not link",
      {
        "go.mod": goMod,
        "main.go": "package main\n\nfunc main() { missing() }\n\nfunc missing()\n",
        "empty.s": "",
      },
      /^Go cannot build .* for linux\/(amd64|arm64):\n# example.com\/shop\nmain.main: relocation target main.missing not defined.*$/s,
    ],
  ];
  for (const [title, files, message] of failures) {
    it(`refuses ${title}`, async () => {
      const error: unknown = await facts(files).catch((reason: unknown) => reason);
      assert.ok(error instanceof BuildError);
      const shown = error.message
        .replaceAll(folders.folder, "%FOLDER%")
        .replace(/\S*goserverless-test-\w+/, "%FOLDER%");
      if (typeof message === "string") assert.equal(shown, message);
      else assert.match(shown, message);
      assert.doesNotMatch(error.message, / -> /);
    });
  }

  it("refuses where there is no Go", async () => {
    await assert.rejects(
      facts({ "go.mod": goMod, "main.go": program("a") }, { go: { goBinary: "no-such-go" } }),
      {
        name: "BuildError",
        message:
          '"no-such-go" was not found. Install Go 1.24 or newer from https://go.dev/dl/, or set "build.goBinary" to the Go command.',
      },
    );
  });

  it("refuses to run another program in place of Go's own", async () => {
    await assert.rejects(
      facts({ "go.mod": goMod, "main.go": program("a") }, { go: { flags: ["-toolexec=true"] } }),
      {
        name: "BuildError",
        message:
          '"build.flags" must not hold "-toolexec": it runs another program in place of Go\'s own. Remove it.',
      },
    );
  });
});
