import assert from "node:assert/strict";
import { type Executable, readExecutable } from "../../build/executable.js";
import { compiled, elf } from "./compiled.js";

describe("readExecutable", function () {
  this.timeout(120_000);

  const real: [target: string, flags: string[], executable: Partial<Executable>][] = [
    ["linux/amd64", [], { os: "linux", architecture: "amd64", runnable: true, dynamic: false, loader: "" }],
    ["linux/arm64", [], { os: "linux", architecture: "arm64", runnable: true, dynamic: false, loader: "" }],
    [
      "linux/amd64",
      ["-buildmode=pie"],
      {
        os: "linux",
        architecture: "amd64",
        runnable: true,
        dynamic: true,
        loader: "/lib64/ld-linux-x86-64.so.2",
      },
    ],
    [
      "darwin/arm64",
      [],
      { os: "darwin", architecture: "arm64", runnable: true, dynamic: true, loader: "dyld" },
    ],
  ];
  for (const [target, flags, executable] of real) {
    it(`reads what Go builds for ${[target, ...flags].join(" ")}`, () => {
      assert.deepEqual(readExecutable(compiled(target, ...flags)), executable);
    });
  }

  const crafted: [title: string, bytes: Buffer, executable: Partial<Executable>][] = [
    ["names a 32-bit architecture", elf({ bits: 32, machine: 40 }), { architecture: "arm" }],
    [
      "names a big-endian machine",
      elf({ bigEndian: true, machine: 21 }),
      { architecture: "big-endian machine 21" },
    ],
    [
      "gives the number of a machine that it does not know",
      elf({ machine: 22 }),
      { architecture: "machine 22" },
    ],
    ["names another system", elf({ system: 9 }), { os: "freebsd" }],
    ["gives the number of a system that it does not know", elf({ system: 77 }), { os: "system 77" }],
    ["takes an object file for no program", elf({ type: 1 }), { runnable: false }],
    [
      "takes a library without an entry point for no program",
      elf({ type: 3, entryPoint: 0 }),
      { runnable: false },
    ],
    [
      "takes a static position-independent program for static",
      elf({ type: 3, libraries: 0 }),
      { runnable: true, dynamic: false },
    ],
    [
      "takes a program that names a library for dynamic",
      elf({ libraries: 1 }),
      { dynamic: true, loader: "" },
    ],
    [
      "reads no program headers that lie on top of each other",
      onePiledUp(),
      { os: "linux", architecture: "amd64", dynamic: false, loader: "" },
    ],
  ];
  for (const [title, bytes, expected] of crafted) {
    it(title, () => {
      const executable = readExecutable(bytes);
      assert.deepEqual({ ...executable, ...expected }, executable);
    });
  }

  it("gives nothing for other bytes", () => {
    assert.equal(readExecutable(Buffer.from("#!/bin/sh\n")), undefined);
    assert.equal(readExecutable(Buffer.alloc(0)), undefined);
  });

  it("does not fail on an ELF file that ends early", () => {
    const bytes = compiled("linux/amd64");
    for (let length = 0; length < 700; length += 7) readExecutable(bytes.subarray(0, length));
  });
});

/** Headers without a length, so that all are the one that names a library. */
function onePiledUp(): Buffer {
  const bytes = elf({ libraries: 1 });
  bytes.writeUInt16LE(0, 54);
  bytes.writeUInt16LE(0xffff, 56);
  return bytes;
}
