import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildBatch } from "../../../build/build-batch.js";
import { mustGet } from "../../../build/must-get.js";
import type { GoOptions } from "../../../build/request.js";
import { unzip } from "../../../build/unzip.js";
import type { Anatomy } from "../../../evidence/size/anatomy.js";
import { readAnatomy } from "../../../evidence/size/read-anatomy.js";
import { adviseOn } from "../../../evidence/source/advise-on.js";
import { packagesOfRuntime } from "../../../evidence/source/our-runtime.js";
import { readSourceFacts } from "../../../evidence/source/read-source-facts.js";
import { goMod, loggingGo, program, request, useFolders, writeFiles } from "../../build/go-module.js";

const repository = join(__dirname, "../../..");

/** Tells what it is without being taken apart. */
const ofSize = (bytes: number): Anatomy => ({ bytes, attributedBytes: bytes, packages: [], parts: [] });

const noSources = { imports: new Map([["main", []]]), moduleOf: new Map([["main", "example.com/shop"]]) };

describe("adviseOn", function () {
  // Compiling the standard library for the first time takes its time.
  this.timeout(120_000);
  const folders = useFolders();

  const prepared = async (go: Partial<GoOptions>) => {
    await writeFiles(folders.folder, {
      "go.mod": goMod,
      "main.go": program("hello"),
      "big.go":
        '//go:build big\n\npackage main\n\nimport _ "strings"\n\nvar Big = [1 << 16]byte{1}\n\nfunc init() { println(Big[len(Big)-1]) }\n',
      "needed.go": "//go:build !needed\n\npackage main\n\nfunc init() { nope() }\n",
    });
    const entry = { ...request(folders.folder, { go }), entry: folders.folder };
    const built = async (options: GoOptions) => {
      const one = { ...entry, go: options };
      return mustGet(await buildBatch([one]), one).binary.bytes;
    };
    return { entry, built };
  };

  it("tries what may make the program smaller, and tells what it is worth", async () => {
    const { entry, built } = await prepared({ tags: ["needed", "big"], ldflags: ["-s=false", "-w=false"] });
    const bytes = await built(entry.go);
    const stripped = await built({ ...entry.go, ldflags: [] });
    const small = await built({ ...entry.go, tags: ["needed"] });
    assert.ok(bytes > stripped && bytes > small);
    const advice = await adviseOn({ request: entry, sources: noSources, anatomy: ofSize(bytes) });
    assert.deepEqual(advice, [
      {
        what: 'Leave "-s=false -w=false" out of the linker\'s flags: it keeps symbols and debug data that no cloud reads.',
        savesBytes: bytes - stripped,
        basis: "tried",
      },
      { what: 'Leave the build tag "big" out.', savesBytes: bytes - small, basis: "tried" },
    ]);
  });

  it("compares a binary that others built with its own", async () => {
    const { entry, built } = await prepared({ tags: ["needed"] });
    const bytes = await built(entry.go);
    const subject = { request: entry, sources: noSources, anatomy: ofSize(bytes + 500_000) };
    assert.deepEqual(await adviseOn({ ...subject, isForeign: true }), [
      { what: 'Build it with "goserverless build".', savesBytes: 500_000, basis: "tried" },
    ]);
  });

  it("compiles nothing where there is nothing to try, and asks Go but once", async () => {
    const { entry } = await prepared({});
    const { goBinary, log } = await loggingGo(folders.folder);
    const asked = { ...entry, go: { ...entry.go, goBinary } };
    assert.deepEqual(await adviseOn({ request: asked, sources: noSources, anatomy: ofSize(1_000_000) }), []);
    const lines = execFileSync("cat", [log], { encoding: "utf8" }).trim().split("\n");
    assert.deepEqual(
      lines.map((line) => line.split(" ")[0]),
      ["env"],
    );
  });
});

describe("adviseOn our runtime", function () {
  this.timeout(120_000);
  const folders = useFolders();

  /** The example `hello` with our runtime and types of its own. */
  const onOurs = `package main

import (
	"context"
	"fmt"

	"github.com/goserverless/goserverless/runtime"
)

type request struct {
	Query map[string]string \`json:"queryStringParameters"\`
}

type response struct {
	StatusCode int               \`json:"statusCode"\`
	Headers    map[string]string \`json:"headers"\`
	Body       string            \`json:"body"\`
}

func main() { runtime.Start(greet) }

func greet(_ context.Context, r request) (response, error) {
	body := fmt.Sprintf("Hello, %s!\\n", r.Query["name"])
	return response{200, map[string]string{"content-type": "text/plain; charset=utf-8"}, body}, nil
}
`;

  it("promises no more than it saves, and four fifths of it", async () => {
    const module = "github.com/goserverless/goserverless/runtime";
    await writeFiles(folders.folder, {
      "go.mod": `${goMod}\nrequire ${module} v0.0.0\n\nreplace ${module} => ${join(repository, "runtime")}\n`,
      "main.go": onOurs,
    });
    const entry = join(repository, "examples/hello");
    const theirs = { ...request(entry), entry };
    const ours = request(folders.folder, { go: { tags: ["goserverless.lambda"] } });
    const artifacts = await buildBatch([theirs, ours]);
    const artifact = mustGet(artifacts, theirs);
    const saved = artifact.binary.bytes - mustGet(artifacts, ours).binary.bytes;

    const bootstrap = unzip(await readFile(artifact.path)).find(({ name }) => name === "bootstrap");
    const anatomy = readAnatomy((await bootstrap?.read()) ?? Buffer.alloc(0));
    const sources = await readSourceFacts(theirs);
    const advice = await adviseOn({ request: theirs, sources, anatomy });
    const [first] = advice;
    assert.equal(
      first?.what,
      `Use ${module} in place of github.com/aws/aws-lambda-go, and your own types in place of its events.`,
    );
    assert.equal(first.basis, "read");
    const promised = first.savesBytes ?? 0;
    assert.ok(promised <= saved && promised >= 0.8 * saved, `${promised} of ${saved}`);
  });
});

describe("packagesOfRuntime", () => {
  it("is what our runtime imports of the standard library", () => {
    const format = "{{if not .Standard}}{{range .Imports}}{{.}} {{end}}{{end}}";
    const args = ["list", "-deps", "-tags", "goserverless.lambda", "-f", format, "."];
    const options = { cwd: join(repository, "runtime"), env: { ...process.env, GOOS: "linux" } };
    const imports = execFileSync("go", args, { ...options, encoding: "utf8" }).split(/\s+/);
    const standard = new Set(imports.filter((path) => path !== "" && !path.includes(".")));
    assert.deepEqual([...standard].sort(), packagesOfRuntime);
  });
});
