import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BuildRequest, build } from "../../build/index.js";
import { unzip } from "../../build/unzip.js";
import { zip } from "../../build/zip.js";
import { compiled, elf } from "./compiled.js";
import { plainGo, useFolders, writeFiles } from "./go-module.js";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const file = (name: string, bytes: Uint8Array, executable = false) => ({ name, bytes, executable });

describe("build, of a prebuilt file", function () {
  this.timeout(120_000);
  const folders = useFolders();
  let binary: Buffer;
  before(() => {
    binary = compiled("linux/amd64");
  });

  const prebuilt = async (name: string, bytes: Uint8Array, changes: Partial<BuildRequest> = {}) => {
    const path = join(folders.folder, name);
    await writeFile(path, bytes);
    return build({
      prebuilt: path,
      os: "linux",
      architecture: "amd64",
      go: plainGo,
      include: [],
      ...changes,
    });
  };

  it("packs a binary as bootstrap, with the included files next to it", async () => {
    await writeFiles(folders.folder, { "assets/a.txt": "a" });
    const artifact = await prebuilt("api", binary, { include: ["assets"] });
    const bytes = await readFile(artifact.path);
    assert.deepEqual(
      await Promise.all(
        unzip(bytes).map(async (entry) => [entry.name, entry.mode, sha256(await entry.read())]),
      ),
      [
        ["assets/a.txt", 0o100644, sha256(Buffer.from("a"))],
        ["bootstrap", 0o100755, sha256(binary)],
      ],
    );
    assert.equal(artifact.sha256, sha256(bytes));
    assert.equal(artifact.path, join(folders.cache, "artifacts", `${artifact.sha256}.zip`));
    assert.equal(artifact.bytes, bytes.length);
    assert.equal(artifact.cached, false);
    assert.equal(artifact.binary.sha256, sha256(binary));
    assert.equal(artifact.binary.module, "example.com/shop");
  });

  it("finds it again, until the file or an included one changes", async () => {
    await writeFiles(folders.folder, { "a.txt": "a" });
    const include = ["a.txt"];
    const first = await prebuilt("api", binary, { include });
    const again = await prebuilt("elsewhere", binary, { include });
    assert.deepEqual({ ...again, buildMs: 0 }, { ...first, buildMs: 0, cached: true });
    await writeFiles(folders.folder, { "a.txt": "b" });
    const other = await prebuilt("api", binary, { include });
    assert.equal(other.cached, false);
    assert.notEqual(other.sha256, first.sha256);
  });

  it("uses a zip as it is", async () => {
    const made = await zip([file("bootstrap", binary, true), file("a.txt", Buffer.from("a"))]);
    // A comment at its end makes it a zip that we would not have written.
    const bytes = Buffer.concat([made.subarray(0, -2), Buffer.from([1, 0]), Buffer.from("!")]);
    const artifact = await prebuilt("api.zip", bytes);
    assert.deepEqual(await readFile(artifact.path), bytes);
    assert.equal(artifact.sha256, sha256(bytes));
    assert.equal(artifact.binary.sha256, sha256(binary));
  });

  it("packs a zip again whose bootstrap is not executable", async () => {
    const artifact = await prebuilt(
      "api.zip",
      await zip([file("bootstrap", binary), file("run.sh", Buffer.from("#"), true)]),
    );
    assert.deepEqual(
      await readFile(artifact.path),
      await zip([file("bootstrap", binary, true), file("run.sh", Buffer.from("#"), true)]),
    );
  });

  const shown = (name: string) => `"artifact" ${join(folders.folder, name)}`;
  const plainBuild = '"CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build"';
  const dynamicHint =
    'at run time. Build it with CGO_ENABLED=0 and without "-buildmode=pie"; where cgo is needed, link it statically: "-linkmode=external", "-extldflags=-static".';
  const refused: [title: string, bytes: () => Buffer | Promise<Buffer>, message: () => string][] = [
    [
      "a script",
      () => Buffer.from("#!/bin/sh\n"),
      () => `${shown("x")} is neither an ELF nor a 64-bit Mach-O binary. Build it with ${plainBuild}.`,
    ],
    [
      "an empty file",
      () => Buffer.alloc(0),
      () => `${shown("x")} is neither an ELF nor a 64-bit Mach-O binary. Build it with ${plainBuild}.`,
    ],
    [
      "a package archive",
      () => Buffer.from("!<arch>\n"),
      () =>
        `${shown("x")} is an object file or a library, a function needs a program. Build a "package main" with the default "-buildmode".`,
    ],
    [
      "an object file",
      () => elf({ type: 1 }),
      () =>
        `${shown("x")} is an object file or a library, a function needs a program. Build a "package main" with the default "-buildmode".`,
    ],
    [
      "a binary for another architecture",
      () => elf({ machine: 183 }),
      () =>
        `${shown("x")} is built for arm64, but "architecture" is amd64. Build it with ${plainBuild}, or change "architecture".`,
    ],
    [
      "a Windows binary",
      () => Buffer.from("MZ"),
      () => `${shown("x")} is built for windows, must be for linux. Build it with ${plainBuild}.`,
    ],
    [
      "a binary for macOS",
      () => compiled("darwin/arm64"),
      () => `${shown("x")} is built for darwin, must be for linux. Build it with ${plainBuild}.`,
    ],
    [
      "a dynamic binary",
      () => compiled("linux/amd64", "-buildmode=pie"),
      () =>
        `${shown("x")} must be static, but it needs the loader /lib64/ld-linux-x86-64.so.2 ${dynamicHint}`,
    ],
    [
      "a binary that names libraries",
      () => elf({ libraries: 1 }),
      () => `${shown("x")} must be static, but it needs shared libraries ${dynamicHint}`,
    ],
    [
      "a broken zip",
      () => Buffer.from("PK\x03\x04"),
      () => `${shown("x")} cannot be read as a zip: it has no directory at its end. Pack it again.`,
    ],
    [
      "a zip without a bootstrap",
      () => zip([file("bin/bootstrap", binary, true)]),
      () =>
        `${shown("x")} must hold the binary as "bootstrap" at its root. Rename the binary and pack it again.`,
    ],
    [
      "a zip with a binary for another architecture",
      () => zip([file("bootstrap", elf({ machine: 183 }), true)]),
      () =>
        `"bootstrap" in ${shown("x")} is built for arm64, but "architecture" is amd64. Build it with ${plainBuild}, or change "architecture".`,
    ],
  ];
  for (const [title, bytes, message] of refused) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(prebuilt("x", await bytes()), (error: Error) => {
        assert.equal(error.name, "BuildError");
        assert.equal(error.message, message());
        return true;
      });
    });
  }

  it("takes a dynamic binary for macOS, which has no others", async () => {
    const artifact = await prebuilt("api", compiled("darwin/arm64"), { os: "darwin", architecture: "arm64" });
    assert.equal(artifact.binary.static, false);
  });

  it("refuses to add files to a zip", async () => {
    await writeFiles(folders.folder, { "a.txt": "a" });
    await assert.rejects(
      prebuilt("x", await zip([file("bootstrap", binary, true)]), { include: ["a.txt"] }),
      {
        name: "BuildError",
        message: `"build.include" cannot add files to the zip ${join(folders.folder, "x")}. Pack them into it, or set "artifact" to the binary.`,
      },
    );
  });

  it("refuses a file that is not there, a folder, and neither or both of entry and artifact", async () => {
    const ask = (changes: Partial<BuildRequest>) =>
      build({ os: "linux", architecture: "amd64", go: plainGo, include: [], ...changes });
    const { folder } = folders;
    await assert.rejects(ask({ prebuilt: join(folder, "nope") }), {
      message: `"artifact" must be a binary or a zip, but ${join(folder, "nope")} does not exist.`,
    });
    await assert.rejects(ask({ prebuilt: folder }), {
      message: `"artifact" must be a binary or a zip, but ${folder} is not a file.`,
    });
    await assert.rejects(ask({}), { message: 'Exactly one of "entry" and "artifact" must be set.' });
    await assert.rejects(ask({ prebuilt: folder, entry: folder }), {
      message: 'Exactly one of "entry" and "artifact" must be set.',
    });
  });
});
