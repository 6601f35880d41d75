import assert from "node:assert/strict";
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type TarEntry, tar } from "../../../build/oci/tar.js";
import { untar } from "../../../build/oci/untar.js";
import { useFolders } from "../go-module.js";
import { sha256 } from "./image-request.js";
import { runTool } from "./run-tool.js";

const file = (path: string, text = "", mode = 0o644): TarEntry => ({ path, mode, bytes: Buffer.from(text) });
const long = `${"long/".repeat(30)}name`;

/** Names that every file system takes, with what tars stumble over: spaces, newlines, dashes, letters beyond ASCII. */
const name = fc
  .string({
    unit: fc.constantFrom("a", "B", "0", " ", "-", "\n", "\\", "é", "漢", "😀", "'", "*"),
    minLength: 1,
    maxLength: 40,
  })
  .map((text) => `n${text}`);
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join("/"));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.constantFrom(511, 512, 513, 1024).map((size) => new Uint8Array(size).fill(0x61)),
);
const mode = fc.constantFrom(0o644, 0o755, 0o600, 0o4755);
const entries = fc
  .uniqueArray(fc.record({ path, mode, bytes }), { selector: (entry) => entry.path, maxLength: 8 })
  // A path cannot be a file and a folder.
  .map((list) => list.filter((one) => !list.some((other) => other.path.startsWith(`${one.path}/`))));

describe("tar", () => {
  const folders = useFolders();

  it("keeps these very bytes", () => {
    const packed = tar([
      file("bootstrap", "hello", 0o755),
      { path: "tmp", mode: 0o1777 },
      file(long, "x"),
      file("ü", ""),
    ]);
    assert.equal(packed.length, 31744);
    assert.equal(sha256(packed), "a7f2f8dd7527100ec1f79b0650f2cb4d3704620b10288052e8d9b1d16ffe22d9");
  });

  it("is listed by tar with modes, owners, sizes and the time that were asked for", () => {
    const archive = join(folders.folder, "a.tar");
    writeFileSync(
      archive,
      tar([
        file("web/empty"),
        file("bootstrap", "hello", 0o755),
        { path: "tmp", mode: 0o1777 },
        file("ü/b", "12"),
      ]),
    );
    const line = (mode: string, size: number, name: string) =>
      `${mode} 0/0 ${`${size}`.padStart(15)} 1970-01-01 00:00 ${name}\n`;
    assert.equal(
      runTool("tar", "-tvf", archive),
      [
        line("-rwxr-xr-x", 5, "bootstrap"),
        line("drwxrwxrwt", 0, "tmp/"),
        line("drwxr-xr-x", 0, "web/"),
        line("-rw-r--r--", 0, "web/empty"),
        line("drwxr-xr-x", 0, "ü/"),
        line("-rw-r--r--", 2, "ü/b"),
      ].join(""),
    );
  });

  it("names every folder once, before what is in it, and sorts by bytes", () => {
    const paths = untar(tar(["a/b/c", "a-b", "B", "a/b/d", "é"].map((each) => file(each)))).map(
      ({ path }) => path,
    );
    assert.deepEqual(paths, ["B", "a", "a-b", "a/b", "a/b/c", "a/b/d", "é"]);
  });

  it("keeps the mode of a folder that is given", () => {
    const [folder] = untar(tar([file("tmp/a"), { path: "tmp", mode: 0o1777 }]));
    assert.deepEqual([folder?.path, folder?.mode], ["tmp", 0o1777]);
  });

  for (const tool of ["tar", "bsdtar"] as const) {
    it(`is unpacked by ${tool}, whatever is in it`, async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(entries, async (list) => {
          const folder = await mkdtemp(join(tmpdir(), "goserverless-test-"));
          try {
            writeFileSync(join(folder, "a.tar"), tar(list));
            mkdirSync(join(folder, "out"));
            runTool(tool, "-xpf", join(folder, "a.tar"), "-C", join(folder, "out"));
            assert.deepEqual(filesBelow(join(folder, "out")), asFiles(list));
          } finally {
            await rm(folder, { recursive: true, force: true });
          }
        }),
        { numRuns: 40 },
      );
    });
  }

  it("gives the same bytes for any order of files", () => {
    const shuffled = entries.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => tar(list).equals(tar(other))),
      { numRuns: 100 },
    );
  });

  it("is read back by untar, whatever is in it", () => {
    fc.assert(
      fc.property(entries, (list) => {
        const found = untar(tar(list)).filter(({ kind }) => kind === "file");
        assert.deepEqual(
          Object.fromEntries(
            found.map(({ path, mode, bytes }) => [path, `${mode.toString(8)} ${sha256(bytes)}`]),
          ),
          asFiles(list),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("takes names of every length around the header's", () => {
    for (let length = 95; length <= 260; length += 1) {
      const [member] = untar(tar([file("a".repeat(length))]));
      assert.equal(member?.path.length, length);
    }
  });

  it("holds a file of 16 MB", () => {
    const archive = join(folders.folder, "a.tar");
    const large = Buffer.alloc(16 * 1024 * 1024, "0123456789abcdef");
    writeFileSync(archive, tar([{ path: "large", mode: 0o644, bytes: large }]));
    runTool("tar", "-xf", archive, "-C", folders.folder);
    assert.ok(readFileSync(join(folders.folder, "large")).equals(large));
  });
});

function asFiles(list: readonly TarEntry[]): Record<string, string> {
  return Object.fromEntries(
    list.map(({ path, mode, bytes = Buffer.alloc(0) }) => [path, `${mode.toString(8)} ${sha256(bytes)}`]),
  );
}

function filesBelow(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const each of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const { mode } = lstatSync(join(folder, each));
    if (lstatSync(join(folder, each)).isDirectory()) continue;
    found[each] = `${(mode & 0o7777).toString(8)} ${sha256(readFileSync(join(folder, each)))}`;
  }
  return found;
}
