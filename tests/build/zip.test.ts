import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { type UnzippedEntry, unzip } from "../../build/unzip.js";
import { type ZipEntry, zip } from "../../build/zip.js";
import { useFolders, writeFiles } from "./go-module.js";

const entry = (name: string, text: string, executable = false): ZipEntry => ({
  name,
  bytes: Buffer.from(text),
  executable,
});
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Go's reader as the judge: it prints what every entry is, and fails on any that it cannot read to its end. */
const judge = `package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
)

func main() {
	reader, err := zip.OpenReader(os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, file := range reader.File {
		content, err := file.Open()
		if err != nil {
			panic(err)
		}
		bytes, err := io.ReadAll(content)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s %s %s creator=%d extra=%d utf8=%v method=%d %d bytes\\n", file.Name, file.Mode(),
			file.Modified.UTC().Format("2006-01-02 15:04:05"), file.CreatorVersion>>8, len(file.Extra), file.Flags&0x800 != 0, file.Method, len(bytes))
	}
}
`;

describe("zip", () => {
  const folders = useFolders();

  it("is read by Go with the modes, the time and the order that were asked for", async function () {
    this.timeout(120_000);
    const entries = [
      entry("public/ü.txt", "x".repeat(100)),
      entry("bootstrap", "\x7fELF".repeat(500_000), true),
      entry("empty", ""),
      entry("assets/run.sh", "#!/bin/sh\n", true),
    ];
    await writeFiles(folders.folder, { "judge/main.go": judge, "judge/go.mod": "module judge\n\ngo 1.24\n" });
    await writeFile(join(folders.folder, "a.zip"), await zip(entries));
    const printed = execFileSync("go", ["run", ".", "../a.zip"], {
      cwd: join(folders.folder, "judge"),
      encoding: "utf8",
    });
    assert.equal(
      printed,
      [
        "assets/run.sh -rwxr-xr-x 1980-01-01 00:00:00 creator=3 extra=0 utf8=false method=0 10 bytes",
        "bootstrap -rwxr-xr-x 1980-01-01 00:00:00 creator=3 extra=0 utf8=false method=8 2000000 bytes",
        "empty -rw-r--r-- 1980-01-01 00:00:00 creator=3 extra=0 utf8=false method=0 0 bytes",
        "public/ü.txt -rw-r--r-- 1980-01-01 00:00:00 creator=3 extra=0 utf8=true method=8 100 bytes",
        "",
      ].join("\n"),
    );
  });

  it("sorts names by their bytes, capitals first", async () => {
    const names = unzip(await zip(["b", "a", "é", "B", "a/b", "a-b"].map((name) => entry(name, "")))).map(
      (file) => file.name,
    );
    assert.deepEqual(names, ["B", "a", "a-b", "a/b", "b", "é"]);
  });

  it("keeps these very bytes", async () => {
    const packed = await zip([entry("bootstrap", "hello hello hello hello", true), entry("a.txt", "a")]);
    assert.equal(packed.length, 212);
    assert.equal(sha256(packed), "5c1f5215548516983004260cf46615ad66c45641cb757a3cfe2808f7936540fe");
  });

  it("gives the same bytes for any order of files", async () => {
    const files = fc.uniqueArray(
      fc.record({ name: fc.string({ minLength: 1 }), text: fc.string(), executable: fc.boolean() }),
      {
        selector: (file) => file.name,
        maxLength: 8,
      },
    );
    const shuffled = files.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([list, other]) => {
        const pack = (some: typeof list) =>
          zip(some.map((file) => entry(file.name, file.text, file.executable)));
        assert.deepEqual(await pack(list), await pack(other));
      }),
      { numRuns: 50 },
    );
  });

  it("gives the same bytes in every time zone", async () => {
    const before = process.env["TZ"];
    const hashes = new Set<string>();
    try {
      for (const zone of ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"]) {
        process.env["TZ"] = zone;
        hashes.add(sha256(await zip([entry("bootstrap", "hello", true)])));
      }
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
    assert.equal(hashes.size, 1);
  });

  it("is read back by unzip, whatever is in it", async () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.string().map((text) => Buffer.from(text.repeat(50))),
    );
    const file = fc.record({
      name: fc.string({ unit: "grapheme", minLength: 1 }),
      bytes: content,
      executable: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(file, { selector: ({ name }) => name, maxLength: 6 }),
        async (files) => {
          const read = await Promise.all(unzip(await zip(files)).map(asWritten));
          const byName = (a: ZipEntry, b: ZipEntry) =>
            Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
          assert.deepEqual(
            read,
            files.map((each) => ({ ...each, bytes: Buffer.from(each.bytes) })).sort(byName),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it("compresses in a worker thread to the same bytes as in this one", async () => {
    const { deflateSync } = await import("fflate");
    const text = Buffer.from(Array.from({ length: 60_000 }, (_, index) => `line ${index}\n`).join(""));
    const packed = await zip([{ name: "a", bytes: text, executable: false }]);
    const start = 30 + "a".length;
    const expected = deflateSync(text, { level: 6 });
    assert.deepEqual(packed.subarray(start, start + expected.length), Buffer.from(expected));
  });

  it("refuses more files than a zip can count", async () => {
    const entries = Array.from({ length: 65_535 }, (_, index) => entry(`${index}`, ""));
    await assert.rejects(zip(entries), {
      message: 'A zip holds at most 65534 files, got 65535. Name fewer in "build.include".',
    });
  });
});

async function asWritten(file: UnzippedEntry): Promise<ZipEntry> {
  return { name: file.name, bytes: await file.read(), executable: file.mode === 0o100755 };
}
