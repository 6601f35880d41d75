import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, BuildError, build, type GoOptions } from "../../build/index.js";
import { goMod, hostArchitecture, loggingGo, program, request, useFolders, writeFiles } from "./go-module.js";

interface Failure {
  readonly title: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly entries?: readonly string[];
  readonly go?: (folder: string) => Partial<GoOptions>;
  readonly message: string;
}

const target = `linux/${hostArchitecture}`;
const bad = "package main\n\nfunc main() { nope() }\n";
const goVersion = "%GOVERSION%";

/** The working directory is the folder of the files. */
const failures: Failure[] = [
  {
    title: "an entry that is missing",
    entries: ["cmd/api"],
    message: '"entry" must be the folder of a Go main package, but ./cmd/api does not exist.',
  },
  {
    title: "an entry that is a file",
    files: { "go.mod": goMod, "cmd/api/main.go": program("a") },
    entries: ["cmd/api/main.go"],
    message:
      '"entry" must be the folder of a Go main package, got the file ./cmd/api/main.go. Use "./cmd/api".',
  },
  {
    title: "an entry outside any module",
    files: { "cmd/api/main.go": program("a") },
    entries: ["cmd/api"],
    message:
      '"entry" must be in a Go module, but neither ./cmd/api nor a folder above it has a go.mod. Run "go mod init example.com/name" in your project.',
  },
  {
    title: "a package that is not main",
    files: { "go.mod": goMod, "shop/shop.go": "package shop\n" },
    entries: ["shop"],
    message:
      '"entry" ./shop is package "shop", a function needs "package main". Change its package clause, or point "entry" at the folder of a main package.',
  },
  {
    title: "a folder without Go files",
    files: { "go.mod": goMod, "cmd/readme.txt": "" },
    entries: ["cmd"],
    message: '"entry" must be the folder of a Go main package, but ./cmd has no Go files.',
  },
  {
    title: "a main package without a func main",
    files: { "go.mod": goMod, "main.go": "package main\n" },
    message: `Go cannot build . for ${target}:\n# example.com/shop\nruntime.main_main·f: function main is undeclared in the main package`,
  },
  {
    title: "compile errors in several packages, each shown once, with paths from here",
    files: {
      "go.mod": goMod,
      "a/main.go": 'package main\n\nimport "example.com/shop/lib"\n\nfunc main() { lib.F() }\n',
      "b/main.go": 'package main\n\nimport "example.com/shop/lib"\n\nfunc main() { lib.F() }\n',
      "c/main.go": bad,
      "d/main.go": "package main\n\nfunc main() {\n",
      "e/main.go": program("good"),
      "lib/lib.go": "package lib\n\nfunc F() { nope() }\n",
    },
    entries: ["a", "b", "c", "d", "e"],
    message: [
      `Go cannot build ./a, ./b and 2 more for ${target}:`,
      "# example.com/shop/lib",
      "lib/lib.go:3:12: undefined: nope",
      "# example.com/shop/c",
      "c/main.go:3:15: undefined: nope",
      "# example.com/shop/d",
      "d/main.go:4:1: syntax error: unexpected EOF, expected }",
    ].join("\n"),
  },
  {
    title: "a compile error in a module that is further down",
    files: { "services/shop/go.mod": goMod, "services/shop/main.go": bad },
    entries: ["services/shop"],
    message: `Go cannot build ./services/shop for ${target}:\n# example.com/shop\nservices/shop/main.go:3:15: undefined: nope`,
  },
  {
    title: "a compile error in the folder itself",
    files: { "go.mod": goMod, "main.go": bad },
    message: `Go cannot build . for ${target}:\n# example.com/shop\n./main.go:3:15: undefined: nope`,
  },
  {
    title: "a package that is not there",
    files: {
      "go.mod": goMod,
      "main.go": 'package main\n\nimport "example.com/shop/lib"\n\nfunc main() { lib.F() }\n',
    },
    message: `Go cannot build . for ${target}:\n./main.go:3:8: no required module provides package example.com/shop/lib; to add it:\n\tgo get example.com/shop/lib`,
  },
  {
    title: "a module that is missing from go.sum",
    files: {
      "go.mod": `${goMod}\nrequire example.com/lib v1.0.0\n`,
      "main.go": 'package main\n\nimport "example.com/lib"\n\nfunc main() { lib.F() }\n',
    },
    message: [
      `Go cannot build . for ${target}:`,
      "./main.go:3:8: missing go.sum entry for module providing package example.com/lib (imported by example.com/shop); to add:",
      "\tgo get example.com/shop",
    ].join("\n"),
  },
  {
    title: "a go.mod with a mistake",
    files: { "go.mod": "module example.com/shop\n\nfoo bar\n", "main.go": program("a") },
    message: `Go cannot build . for ${target}:\ngo: errors parsing go.mod:\n./go.mod:3: unknown directive: foo`,
  },
  {
    title: "a module that needs a newer Go",
    files: { "go.mod": "module example.com/shop\n\ngo 1.99\n", "main.go": program("a") },
    go: () => ({ env: { GOTOOLCHAIN: "local" } }),
    message: [
      `Go cannot build . for ${target}:`,
      `go: go.mod requires go >= 1.99 (running go ${goVersion}; GOTOOLCHAIN=local)`,
      "Install that Go from https://go.dev/dl/, or set GOTOOLCHAIN=auto so that Go downloads it.",
    ].join("\n"),
  },
  {
    title: "a flag that Go does not know",
    files: { "go.mod": goMod, "main.go": program("a") },
    go: () => ({ flags: ["-fast"] }),
    message: '"build.flags" must hold flags of "go build", got "-fast".',
  },
  {
    title: "a flag that the build sets itself",
    files: { "go.mod": goMod, "main.go": program("a") },
    go: () => ({ flags: ["-tags=pro"] }),
    message: '"build.flags" must not hold "-tags": use "build.tags".',
  },
  {
    title: "a -toolexec in GOFLAGS, whose value it does not show",
    files: { "go.mod": goMod, "main.go": program("a") },
    go: () => ({ env: { GOFLAGS: "-toolexec=/opt/secret" } }),
    message: `GOFLAGS must not hold "-toolexec": it runs another program in place of Go's own. Remove it.`,
  },
  {
    title: "a -toolexec in the settings that go env -w has written",
    files: { "go.mod": goMod, "main.go": program("a"), "go.env": "GOFLAGS=-toolexec=/opt/secret\n" },
    go: (folder) => ({ env: { GOENV: join(folder, "go.env"), GOFLAGS: "" } }),
    message: `GOFLAGS must not hold "-toolexec": it runs another program in place of Go's own. Remove it.`,
  },
  {
    title: "a GOARCH of the user's own",
    files: { "go.mod": goMod, "main.go": program("a") },
    go: () => ({ env: { GOARCH: "arm64" } }),
    message: '"build.env" must not set GOARCH: use "architecture".',
  },
  {
    title: "a GOOS of the user's own",
    files: { "go.mod": goMod, "main.go": program("a") },
    go: () => ({ env: { GOOS: "linux" } }),
    message: '"build.env" must not set GOOS: the build sets it. Remove it.',
  },
  {
    title: "no Go on PATH",
    files: { "go.mod": goMod, "main.go": program("a") },
    go: (folder) => ({ env: { PATH: folder } }),
    message:
      '"go" was not found. Install Go 1.24 or newer from https://go.dev/dl/, or set "build.goBinary" to the Go command.',
  },
  {
    title: "a goBinary that is missing",
    files: { "go.mod": goMod, "main.go": program("a") },
    go: () => ({ goBinary: "./tools/go" }),
    message:
      '"./tools/go" was not found. Install Go 1.24 or newer from https://go.dev/dl/, or set "build.goBinary" to the Go command.',
  },
  {
    title: "a goBinary that is no program",
    files: { "go.mod": goMod, "main.go": program("a") },
    go: () => ({ goBinary: "./go.mod" }),
    message: '"./go.mod" cannot be run (EACCES). Set "build.goBinary" to the Go command.',
  },
  {
    title: "a package whose binary is dynamic",
    files: { "go.mod": goMod, "main.go": program("a") },
    go: () => ({ flags: ["-buildmode=pie"] }),
    message: `The binary of "entry" . must be static, but it needs the loader ${hostArchitecture === "arm64" ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2"} at run time. Build it with CGO_ENABLED=0 and without "-buildmode=pie"; where cgo is needed, link it statically: "-linkmode=external", "-extldflags=-static".`,
  },
];

describe("build, of what cannot be built", function () {
  this.timeout(120_000);
  const folders = useFolders();
  const before = process.cwd();
  const version = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim().replace("go", "");
  beforeEach(() => process.chdir(folders.folder));
  afterEach(() => process.chdir(before));

  const attempt = async (entry: string, go: Partial<GoOptions> = {}): Promise<Artifact> =>
    build(request(join(folders.folder, entry), { go }));

  async function failureOf(...attempts: Promise<Artifact>[]): Promise<BuildError> {
    const outcomes = await Promise.allSettled(attempts);
    const [first] = outcomes;
    assert.ok(first?.status === "rejected" && first.reason instanceof BuildError, "it was built");
    return first.reason;
  }

  for (const { title, files = {}, entries = ["."], go, message } of failures) {
    it(`tells of ${title}`, async () => {
      await writeFiles(folders.folder, files);
      const error = await failureOf(...entries.map((entry) => attempt(entry, go?.(folders.folder))));
      assert.equal(error.message, message.replace(goVersion, version));
    });
  }

  it("tells of a Go that is too old", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("a") });
    const { goBinary } = await loggingGo(folders.folder, `echo '{"GOVERSION":"go1.23.12"}'; exit 0`);
    const error = await failureOf(attempt(".", { goBinary }));
    assert.equal(
      error.message,
      'Go 1.24 or newer is needed, found go1.23.12. Install it from https://go.dev/dl/, or set "build.goBinary".',
    );
  });

  it("tells of a Go command that fails at once, with what it says", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("a") });
    const { goBinary } = await loggingGo(folders.folder, `echo "go: no home" >&2; exit 2`);
    const error = await failureOf(attempt(".", { goBinary }));
    assert.equal(error.message, "Go cannot tell its settings:\ngo: no home");
    assert.equal(error.exitCode, 2);
    assert.equal(error.output, "go: no home\n");
    assert.match(error.command ?? "", /\/logging-go env -json GOFLAGS /);
  });

  it("tells of a Go command that was ended", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("a") });
    const { goBinary } = await loggingGo(folders.folder, `if [ "$1" = build ]; then kill -9 $$; fi`);
    const error = await failureOf(attempt(".", { goBinary }));
    assert.equal(error.message, `${goBinary} build was ended by SIGKILL. Check that there is enough memory.`);
  });

  it("tells of a Go command that builds nothing", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("a") });
    const { goBinary } = await loggingGo(folders.folder, `if [ "$1" = build ]; then exit 0; fi`);
    const error = await failureOf(attempt(".", { goBinary }));
    assert.equal(error.message, 'Go built "entry" . but left no binary. Check "build.flags" and GOFLAGS.');
  });

  it("tells of a folder of included files that is missing, and does not run Go", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("a") });
    const error = await failureOf(
      build(request(folders.folder, { include: ["web"], go: { goBinary: "nope" } })),
    );
    assert.equal(error.message, '"build.include" names "web", but . has no such file or folder.');
  });

  it("leaves nothing behind", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": "package main\n" });
    await failureOf(attempt("."));
    assert.deepEqual(await readdir(folders.cache, { recursive: true }), ["work"]);
  });

  it("gives the command that failed, without the environment", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": bad });
    const error = await failureOf(attempt(".", { env: { SECRET: "hunter2" } }));
    assert.match(error.command ?? "", /^go list .* -ldflags '-s -w -buildid=' \.$/);
    assert.equal(error.output, "# example.com/shop\n./main.go:3:15: undefined: nope");
    assert.doesNotMatch(JSON.stringify(error) + error.message, /hunter2/);
  });
});
