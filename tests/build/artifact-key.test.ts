import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Artifact, build, type GoOptions } from "../../build/index.js";
import { unzip } from "../../build/unzip.js";
import { zip } from "../../build/zip.js";
import { goMod, hostArchitecture, program, request, useFolders, writeFiles } from "./go-module.js";

const host = {
  os: process.platform === "darwin" ? "darwin" : "linux",
  architecture: hostArchitecture,
} as const;

/** What a user can change, and what the program then prints. Everything else is as it was, and kept. */
interface Change {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly prints: string;
  readonly go?: Partial<GoOptions>;
  readonly after: {
    readonly files?: Readonly<Record<string, string>>;
    readonly go?: Partial<GoOptions>;
    readonly prints: string;
  };
}

const libMain = `package main\n\nimport "example.com/lib"\n\nfunc main() { println(lib.Text()) }\n`;
const lib = (text: string) =>
  `package lib\n\nfunc Text() string { return inner() }\n\n//go:noinline\nfunc inner() string { return "${text}" }\n`;
const libMod = "module example.com/lib\n\ngo 1.24\n";
const requiring = `${goMod}\nrequire example.com/lib v1.0.0\n`;
const modulesTxt = "# example.com/lib v1.0.0\n## explicit; go 1.24\nexample.com/lib\n";
const textMain = 'package main\n\nvar text = "a"\n\nfunc main() { println(text) }\n';

const changes: Change[] = [
  {
    title: "a Go file",
    files: { "go.mod": goMod, "main.go": program("a") },
    prints: "a",
    after: { files: { "main.go": program("b") }, prints: "b" },
  },
  {
    title: "an unexported function in a package further down",
    files: {
      "go.mod": goMod,
      "main.go": 'package main\n\nimport "example.com/shop/up"\n\nfunc main() { println(up.Text()) }\n',
      "up/up.go":
        'package up\n\nimport "example.com/shop/lib"\n\n//go:noinline\nfunc Text() string { return lib.Text() }\n',
      "lib/lib.go": lib("a"),
    },
    prints: "a",
    after: { files: { "lib/lib.go": lib("b") }, prints: "b" },
  },
  {
    title: "an embedded file",
    files: {
      "go.mod": goMod,
      "main.go":
        'package main\n\nimport _ "embed"\n\n//go:embed a.txt\nvar text string\n\nfunc main() { println(text) }\n',
      "a.txt": "a",
    },
    prints: "a",
    after: { files: { "a.txt": "b" }, prints: "b" },
  },
  {
    title: "a module of the go.work around it",
    files: {
      "../go.work": "go 1.24\n\nuse (\n\t./shop\n\t./lib\n)\n",
      "go.mod": goMod,
      "main.go": libMain,
      "../lib/go.mod": libMod,
      "../lib/lib.go": lib("a"),
    },
    prints: "a",
    after: { files: { "../lib/lib.go": lib("b") }, prints: "b" },
  },
  {
    title: "a replaced module",
    files: {
      "go.mod": `${requiring}\nreplace example.com/lib => ../lib\n`,
      "main.go": libMain,
      "../lib/go.mod": libMod,
      "../lib/lib.go": lib("a"),
    },
    prints: "a",
    after: { files: { "../lib/lib.go": lib("b") }, prints: "b" },
  },
  {
    title: "a vendored package",
    files: {
      "go.mod": requiring,
      "main.go": libMain,
      "vendor/modules.txt": modulesTxt,
      "vendor/example.com/lib/lib.go": lib("a"),
    },
    prints: "a",
    after: { files: { "vendor/example.com/lib/lib.go": lib("b") }, prints: "b" },
  },
  {
    title: "a tag",
    files: {
      "go.mod": goMod,
      "main.go": textMain,
      "pro.go": '//go:build pro\n\npackage main\n\nfunc init() { text = "pro" }\n',
    },
    prints: "a",
    after: { go: { tags: ["pro"] }, prints: "pro" },
  },
  {
    title: "a tag in GOFLAGS",
    files: {
      "go.mod": goMod,
      "main.go": textMain,
      "pro.go": '//go:build pro && lambda.norpc\n\npackage main\n\nfunc init() { text = "pro" }\n',
    },
    prints: "a",
    after: { go: { env: { GOFLAGS: "-tags=pro" } }, prints: "pro" },
  },
  {
    title: "a linker argument",
    files: { "go.mod": goMod, "main.go": textMain },
    prints: "a",
    after: { go: { ldflags: ["-X", "main.text=it's b"] }, prints: "it's b" },
  },
  {
    title: "a flag",
    files: {
      "go.mod": goMod,
      "main.go": textMain,
      "overlay.json": '{"Replace":{"main.go":"other.txt"}}',
      "other.txt": program("b"),
    },
    prints: "a",
    after: { go: { flags: ["-overlay=overlay.json"] }, prints: "b" },
  },
  {
    title: "a godebug line in go.mod",
    files: {
      "go.mod": goMod,
      "main.go":
        'package main\n\nfunc main() {\n\tdefer func() {\n\t\tif recover() == nil {\n\t\t\tprintln("nil")\n\t\t} else {\n\t\t\tprintln("an error")\n\t\t}\n\t}()\n\tpanic(nil)\n}\n',
    },
    prints: "an error",
    after: { files: { "go.mod": `${goMod}\ngodebug panicnil=1\n` }, prints: "nil" },
  },
];

describe("the artifact that is found again", function () {
  this.timeout(120_000);
  const folders = useFolders();
  const at = (...names: string[]) => join(folders.folder, ...names);

  async function output(artifact: Artifact): Promise<string> {
    const bootstrap = unzip(await readFile(artifact.path)).find((entry) => entry.name === "bootstrap");
    await writeFile(at(artifact.sha256), (await bootstrap?.read()) ?? "", { mode: 0o755 });
    return spawnSync(at(artifact.sha256), { encoding: "utf8" }).stderr.trimEnd();
  }

  for (const { title, files, prints, go = {}, after } of changes) {
    it(`is another one after a change of ${title}`, async () => {
      await writeFiles(at("shop"), files);
      const first = await build(request(at("shop"), { ...host, go }));
      assert.equal(await output(first), prints);

      await writeFiles(at("shop"), after.files ?? {});
      const changed = await build(request(at("shop"), { ...host, go: { ...go, ...after.go } }));
      assert.equal(changed.cached, false);
      assert.equal(await output(changed), after.prints);

      await writeFiles(at("shop"), files);
      const back = await build(request(at("shop"), { ...host, go }));
      assert.deepEqual([back.cached, back.sha256], [true, first.sha256]);
    });
  }

  it("is another one after a dependency's version, which comes through the user's own proxy, although no line differs", async () => {
    for (const version of ["v1.0.0", "v1.0.1"]) await publish(at("proxy"), version);
    const env = {
      GOPROXY: `file://${at("proxy")}`,
      GOPRIVATE: "example.com/*",
      GONOPROXY: "none",
      GOFLAGS: "-mod=mod -modcacherw",
      GOMODCACHE: at("modules"),
    };
    const buildWith = async (version: string) => {
      await writeFiles(at("shop"), {
        "go.mod": `${goMod}\nrequire example.com/lib ${version}\n`,
        "main.go": libMain,
      });
      return build(request(at("shop"), { ...host, go: { env } }));
    };
    const first = await buildWith("v1.0.0");
    const second = await buildWith("v1.0.1");
    assert.deepEqual(first.binary.dependencies, ["example.com/lib@v1.0.0"]);
    assert.deepEqual(second.binary.dependencies, ["example.com/lib@v1.0.1"]);
    assert.equal(second.cached, false);
    const again = await buildWith("v1.0.0");
    assert.deepEqual([again.cached, again.sha256], [true, first.sha256]);
  });

  it("is another one after a change of a default.pgo", async () => {
    await writeFiles(at("shop"), { "go.mod": goMod, "main.go": program("a") });
    const first = await build(request(at("shop")));
    await writeFile(at("shop/default.pgo"), cpuProfile);
    const second = await build(request(at("shop")));
    assert.equal(second.cached, false);
    assert.notEqual(second.sha256, first.sha256);
    // Go tells other build IDs than later as long as it has not compiled the profile, so the second build is not kept.
    const third = await build(request(at("shop")));
    assert.equal(third.sha256, second.sha256);
    assert.equal((await build(request(at("shop")))).cached, true);
  });
});

/** Puts a version of example.com/lib into a folder laid out as a module proxy: https://go.dev/ref/mod#goproxy-protocol */
async function publish(proxy: string, version: string): Promise<void> {
  const path = join(proxy, "example.com/lib/@v", version);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.info`, JSON.stringify({ Version: version, Time: "2026-01-01T00:00:00Z" }));
  await writeFile(`${path}.mod`, libMod);
  const file = (name: string, text: string) => ({
    name: `example.com/lib@${version}/${name}`,
    bytes: Buffer.from(text),
    executable: false,
  });
  await writeFile(`${path}.zip`, await zip([file("go.mod", libMod), file("lib.go", lib("same"))]));
}

/** A CPU profile with one sample: main.main calls main.callee. */
const cpuProfile = Buffer.from(
  "H4sIAAAAAAACAx3OsQ7CIBAGYDk4QVhIp45NJ+PgcI/jJEFiTCg0we59ob6UTyKwXL4///CfFopZ0EJxKwajgcGAbD9+YlaKza3EKqgCy2+6ZjnK6XzFarA4YjWnE8niljWGQujzlr7E/bqRSS7lEnxOr0KXxX3SvR2Sne9MpsO7GEN49B+ebfsP4+YKfJUAAAA=",
  "base64",
);
