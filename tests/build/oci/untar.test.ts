import assert from "node:assert/strict";
import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { tar } from "../../../build/oci/tar.js";
import { untar } from "../../../build/oci/untar.js";
import { useFolders } from "../go-module.js";
import { runTool } from "./run-tool.js";

const blockBytes = 512;
const long = `${"folder-of-some-length/".repeat(10)}file`;

describe("untar", () => {
  const folders = useFolders();

  for (const [tool, format] of [
    ["tar", "gnu"],
    ["tar", "pax"],
    ["tar", "ustar"],
    ["tar", "v7"],
    ["bsdtar", "pax"],
    ["bsdtar", "gnutar"],
  ] as const) {
    it(`reads what ${tool} writes as ${format}`, () => {
      const root = join(folders.folder, "root");
      const name =
        format === "v7" ? "short" : format === "ustar" ? `${"a".repeat(90)}/${"b".repeat(90)}` : long;
      mkdirSync(join(root, name, ".."), { recursive: true });
      writeFileSync(join(root, name), "hello", { mode: 0o640 });
      symlinkSync("/etc/passwd", join(root, "link"));
      linkSync(join(root, name), join(root, "zzz"));
      runTool(tool, `--format=${format}`, "-cf", join(folders.folder, "a.tar"), "-C", root, ".");
      const members = untar(readFileSync(join(folders.folder, "a.tar")));
      const found = members
        .filter(({ kind, path }) => kind !== "folder" && !path.endsWith("/"))
        .map(({ path, kind, mode, bytes }) => [path, kind, kind === "file" ? mode : 0, String(bytes)]);
      // Which of the two names comes first, and so is the file, is for the folder's order to say.
      const [file] = found.filter(([, kind]) => kind === "file");
      assert.ok(file?.[0] === name || file?.[0] === "zzz");
      assert.deepEqual(file?.slice(1), ["file", 0o640, "hello"]);
      assert.deepEqual(
        found
          .filter(([, kind]) => kind === "link")
          .map(([path, , , text]) => [path, text])
          .sort(),
        [
          ["link", ""],
          [file[0] === name ? "zzz" : name, ""],
        ].sort(),
      );
    });
  }

  it("reads a size that octal digits cannot hold", () => {
    const file = join(folders.folder, "sparse");
    writeFileSync(file, "");
    const packed = tar([{ path: "a", mode: 0o644, bytes: Buffer.from("hello") }]);
    packed[124] = 0x80;
    packed.fill(0, 125, 136);
    packed[135] = 5;
    resum(packed);
    assert.equal(String(untar(packed)[0]?.bytes), "hello");
  });

  it("reads a tar that ends without empty blocks", () => {
    const packed = tar([{ path: "a", mode: 0o644, bytes: Buffer.from("hello") }]);
    assert.equal(untar(packed.subarray(0, 2 * blockBytes)).length, 1);
  });

  it("takes nothing for a link's content, whatever size it tells", () => {
    const packed = tar([{ path: "a", mode: 0o644, bytes: Buffer.from("hello") }]);
    packed.write("2", 156);
    resum(packed);
    const [member] = untar(Buffer.concat([packed.subarray(0, blockBytes), packed.subarray(2 * blockBytes)]));
    assert.deepEqual([member?.path, member?.kind, member?.bytes.length], ["a", "link", 0]);
  });

  const damage: [title: string, change: (bytes: Buffer) => Buffer, reason: string][] = [
    ["with a changed header", (bytes) => Buffer.from(bytes.fill(1, 0, 1)), "its header at byte 0 is damaged"],
    ["cut within a header", (bytes) => bytes.subarray(0, 300), "it ends within the header at byte 0"],
    ["cut within a file", (bytes) => bytes.subarray(0, 514), "it ends within the file at byte 0"],
    [
      "with a size that is no number",
      (bytes) => resum(bytes.fill("9", 124, 135)),
      "its header at byte 0 is damaged",
    ],
    [
      "with a size beyond all bounds",
      (bytes) => resum(bytes.fill(0xff, 125, 136).fill(0x80, 124, 125)),
      "its header at byte 0 is damaged",
    ],
    [
      "with a size below zero",
      (bytes) => resum(bytes.fill(0xff, 124, 136)),
      "its header at byte 0 is damaged",
    ],
  ];
  for (const [title, change, reason] of damage) {
    it(`refuses a tar ${title}`, () => {
      const bytes = tar([{ path: "a", mode: 0o644, bytes: Buffer.from("hello") }]);
      assert.throws(() => untar(change(bytes)), { message: reason });
    });
  }

  for (const [title, record] of [
    ["without a length", "path=a\n"],
    ["that is longer than all", "99 path=a\n"],
    ["of no length", "0 path=a\n"],
    ["without an end of line", "9 path=ab"],
    ["without a value", "7 path\n"],
    ["with a size below zero", "11 size=-1\n"],
  ] as const) {
    it(`refuses an extended header ${title}`, () => {
      const bytes = tar([{ path: "x".repeat(120), mode: 0o644, bytes: Buffer.from("hello") }]);
      bytes.fill(0, blockBytes, 2 * blockBytes).write(record, blockBytes);
      bytes.write(`${record.length.toString(8).padStart(11, "0")}\0`, 124);
      resum(bytes);
      assert.throws(() => untar(bytes), {
        message: record.includes("-1")
          ? "its header at byte 1024 is damaged"
          : "its extended header is damaged",
      });
    });
  }

  it("takes a path of a million slashes in little time", () => {
    const long = tar([{ path: "a".repeat(1_000_000), mode: 0o644, bytes: Buffer.alloc(0) }]);
    const start = long.indexOf("path=") + "path=".length;
    long.fill("/", start + 1, start + 999_999);
    assert.equal(untar(long).at(-1)?.path, `a${"/".repeat(999_998)}a`);
  });

  it("ends with a sentence or a list on damaged bytes", () => {
    const packed = tar([
      { path: "é".repeat(60), mode: 0o644, bytes: Buffer.from("hello") },
      { path: "b/c", mode: 0o755, bytes: Buffer.alloc(600) },
    ]);
    const change = fc.tuple(fc.nat(packed.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 4 }),
        fc.nat(packed.length),
        fc.boolean(),
        (changes, length, sums) => {
          const damaged = Buffer.from(packed.subarray(0, length));
          for (const [at, value] of changes) if (at < length) damaged[at] = value;
          if (sums && length >= blockBytes) resum(damaged);
          try {
            untar(damaged);
          } catch (error) {
            assert.ok(error instanceof Error);
            assert.match(
              error.message,
              /^(its header at byte \d+ is damaged|it ends within the (header|file) at byte \d+|its extended header is damaged)$/,
            );
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

/** Writes the checksum of the first header anew. */
function resum(bytes: Buffer): Buffer {
  bytes.fill(" ", 148, 156);
  const sum = bytes.subarray(0, blockBytes).reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return bytes;
}
