import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { unzip } from "../../build/unzip.js";
import { zip } from "../../build/zip.js";
import { useFolders, writeFiles } from "./go-module.js";

/** Go's writer as the judge: sizes after the data, Unix modes only where they are set. */
const writer = `package main

import (
	"archive/zip"
	"os"
)

func main() {
	file, _ := os.Create(os.Args[1])
	out := zip.NewWriter(file)
	header := &zip.FileHeader{Name: "bootstrap", Method: zip.Deflate}
	header.SetMode(0o755)
	first, _ := out.CreateHeader(header)
	first.Write([]byte("hello hello hello hello"))
	out.Create("folder/")
	second, _ := out.Create("folder/plain")
	second.Write([]byte("plain"))
	out.SetComment("a comment")
	if err := out.Close(); err != nil {
		panic(err)
	}
	file.Close()
}
`;

describe("unzip", () => {
  const folders = useFolders();

  it("reads what Go's archive/zip writes", async function () {
    this.timeout(120_000);
    await writeFiles(folders.folder, { "main.go": writer, "go.mod": "module writer\n\ngo 1.24\n" });
    execFileSync("go", ["run", ".", "a.zip"], { cwd: folders.folder });
    const entries = unzip(await readFile(join(folders.folder, "a.zip")));
    assert.deepEqual(
      await Promise.all(entries.map(async (entry) => [entry.name, entry.mode, String(await entry.read())])),
      [
        ["bootstrap", 0o100755, "hello hello hello hello"],
        ["folder/", undefined, ""],
        ["folder/plain", undefined, "plain"],
      ],
    );
  });

  const text = Buffer.from("hello hello hello hello");
  const made = () => zip([{ name: "a", bytes: text, executable: false }]);
  /** Offsets: the local header at 0, its data at 31, the directory behind it. */
  const damage: [title: string, change: (bytes: Buffer, directory: number) => void, reason: string][] = [
    ["encrypted", (bytes, directory) => bytes.writeUInt16LE(1, directory + 8), '"a" is encrypted'],
    [
      "by another method",
      (bytes, directory) => bytes.writeUInt16LE(12, directory + 10),
      '"a" is compressed with method 12',
    ],
    ["with damaged data", (bytes) => bytes.fill(0xff, 31, 35), '"a" is damaged'],
    ["with another checksum", (bytes, directory) => bytes.writeUInt32LE(1, directory + 16), '"a" is damaged'],
    [
      "that unpacks to more than it says",
      (bytes, directory) => bytes.writeUInt32LE(2, directory + 24),
      '"a" is damaged',
    ],
    [
      "that says it unpacks to more than 1 GiB",
      (bytes, directory) => bytes.writeUInt32LE(0xffffffff, directory + 24),
      '"a" holds more than 1073741824 bytes',
    ],
    [
      "whose header is elsewhere",
      (bytes, directory) => bytes.writeUInt32LE(1, directory + 42),
      '"a" is damaged',
    ],
    [
      "with a damaged directory",
      (bytes, directory) => bytes.fill(0, directory, directory + 4),
      "its directory is damaged",
    ],
    ["that is a zip64", (bytes) => bytes.writeUInt16LE(0xffff, bytes.length - 12), "it is a zip64 archive"],
    ["without an end", (bytes) => bytes.fill(0, bytes.length - 22), "it has no directory at its end"],
  ];
  for (const [title, change, reason] of damage) {
    it(`refuses an archive ${title}`, async () => {
      const bytes = await made();
      change(bytes, bytes.readUInt32LE(bytes.length - 6));
      await assert.rejects(async () => Promise.all(unzip(bytes).map((entry) => entry.read())), {
        message: reason,
      });
    });
  }

  it("never fails on damaged bytes with anything but a sentence", async () => {
    const bytes = await made();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.nat(255),
        fc.nat(bytes.length),
        async (at, value, length) => {
          const damaged = Buffer.from(bytes.subarray(0, length));
          if (at < length) damaged[at] = value;
          try {
            for (const entry of unzip(damaged)) await entry.read();
          } catch (error) {
            assert.ok(error instanceof Error);
            assert.match(error.message, /^(it|its|".*") (has no|is|directory is) /s);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
