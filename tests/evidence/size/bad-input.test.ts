import assert from "node:assert/strict";
import { EvidenceError } from "../../../evidence/evidence-error.js";
import { readAnatomy } from "../../../evidence/size/read-anatomy.js";
import { compiled, elf } from "../../build/compiled.js";

const magicOf = (version: number) => Buffer.from([version, 0xff, 0xff, 0xff, 0, 0, 1, 8]);

describe("readAnatomy of what cannot be read", () => {
  let go: Buffer;
  before(function () {
    this.timeout(60_000);
    go = compiled("linux/amd64", "-ldflags=-s -w");
  });

  const changed = (change: (copy: Buffer) => unknown): Buffer => {
    const copy = Buffer.from(go);
    change(copy);
    return copy;
  };
  const tableAt = (binary: Buffer) => binary.indexOf(magicOf(0xf1));
  const withMagic = (version: number) => changed((copy) => magicOf(version).copy(copy, tableAt(copy)));

  const mustBeElf =
    "The binary is not an ELF file, the format of programs for Linux: give the file that go build wrote with GOOS=linux.";
  const notGo = "The binary has no Go function table, so Go did not build it: give one that go build wrote.";
  const contradicts =
    "The binary is damaged, its Go function table contradicts itself: build or copy it again.";
  const otherFormat = (format: string, system: string) =>
    `The binary is a ${format} file, for ${system}; only ELF files, for Linux, can be taken apart: build it with GOOS=linux.`;

  const cases: readonly (readonly [what: string, binary: () => Buffer, message: string])[] = [
    ["an empty file", () => Buffer.alloc(0), mustBeElf],
    [
      "a file of 2 GiB",
      // Memory that is never touched is never taken.
      () => Buffer.alloc(2 ** 31),
      "The binary has 2147483648 bytes; only those below 2147483648 can be taken apart: check that it is the right file.",
    ],
    ["a script", () => Buffer.from("#!/bin/sh\nexit 0\n"), mustBeElf],
    ["a Mach-O file", () => Buffer.from("cffaedfe0c000001", "hex"), otherFormat("Mach-O", "macOS")],
    [
      "a Mach-O file for several processors",
      () => Buffer.from("cafebabe", "hex"),
      otherFormat("Mach-O", "macOS"),
    ],
    ["a PE file", () => Buffer.from("MZ\x90\0", "latin1"), otherFormat("PE", "Windows")],
    [
      "a 32-bit file",
      () => elf({ bits: 32, machine: 3 }),
      "The binary is a 32-bit ELF file; only 64-bit ones can be taken apart: build it with GOARCH=amd64 or arm64.",
    ],
    [
      "a big-endian file",
      () => elf({ bigEndian: true }),
      "The binary is a big-endian ELF file; only little-endian ones can be taken apart: build it with GOARCH=amd64 or arm64.",
    ],
    [
      "one for another processor",
      () => elf({ machine: 243 }),
      "The binary is for riscv64; only those for amd64 and arm64 can be taken apart: build it with GOARCH=amd64 or arm64.",
    ],
    [
      "one for a processor that is not known",
      () => elf({ machine: 1234 }),
      "The binary is for machine 1234; only those for amd64 and arm64 can be taken apart: build it with GOARCH=amd64 or arm64.",
    ],
    [
      "the beginning of a header",
      () => go.subarray(0, 40),
      "The binary is cut short: its ELF header ends at byte 64, but the file has 40 bytes: build or copy it again.",
    ],
    [
      "a table of segments that is cut",
      () => go.subarray(0, 100),
      `The binary is cut short: its table of segments ends at byte ${64 + 56 * 6}, but the file has 100 bytes: build or copy it again.`,
    ],
    ["an ELF file that is not of Go", () => elf({ libraries: 1 }), notGo],
    [
      "one that UPX packed",
      () => Buffer.concat([elf(), Buffer.from("UPX!")]),
      "The binary is packed by UPX, which hides what is in it: unpack it first with upx -d.",
    ],
    [
      "one of Go 1.17",
      () => withMagic(0xfa),
      "The binary was built by Go 1.17 or older; only those of Go 1.18 and newer can be taken apart: build it with a newer Go.",
    ],
    [
      "one of Go 1.15",
      () => withMagic(0xfb),
      "The binary was built by Go 1.17 or older; only those of Go 1.18 and newer can be taken apart: build it with a newer Go.",
    ],
    [
      "a function table of the future",
      () => withMagic(0xf2),
      "The binary has a Go function table of the unknown version 0xfffffff2; those of Go 1.18 to 1.26 can be taken apart: build it with one of these.",
    ],
    [
      "a function table of no functions",
      () => changed((copy) => copy.writeBigUInt64LE(0n, tableAt(copy) + 8)),
      contradicts,
    ],
    [
      "a function table of more functions than there is room for",
      () => changed((copy) => copy.writeBigUInt64LE(2n ** 62n, tableAt(copy) + 8)),
      contradicts,
    ],
    [
      "functions in no order",
      () =>
        changed((copy) => {
          const functions = tableAt(copy) + Number(copy.readBigUInt64LE(tableAt(copy) + 64));
          copy.writeUInt32LE(0xffffff00, functions + 8);
        }),
      contradicts,
    ],
  ];
  for (const [what, binary, message] of cases) {
    it(`says so of ${what}`, () => {
      assert.throws(() => readAnatomy(binary()), new EvidenceError(message));
    });
  }

  it("says which section of a cut file is missing", () => {
    const half = go.subarray(0, Math.floor(go.length / 2));
    assert.throws(() => readAnatomy(half), {
      name: "EvidenceError",
      message: new RegExp(
        `^The binary is cut short: its (segment \\d|section \\.[a-z.]+) ends at byte \\d+, but the file has ${half.length} bytes: build or copy it again\\.$`,
      ),
    });
  });

  it("says where a table of sections ends that is not there", () => {
    const far = changed((copy) => copy.writeBigUInt64LE(2n ** 40n, 40));
    const end = 2 ** 40 + 64 * far.readUInt16LE(60);
    assert.throws(
      () => readAnatomy(far),
      new EvidenceError(
        `The binary is cut short: its table of sections ends at byte ${end}, but the file has ${far.length} bytes: build or copy it again.`,
      ),
    );
  });

  it("takes a Go program that holds the mark of UPX for what it is", () => {
    const marked = Buffer.concat([go, Buffer.from("UPX!")]);
    assert.equal(readAnatomy(marked).bytes, marked.length);
  });
});
