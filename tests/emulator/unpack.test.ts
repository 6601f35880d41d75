import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import * as path from "node:path";
import { type Zippable, zipSync } from "fflate";
import { unpack } from "../../emulator/unpack.js";
import { temporaryFolder } from "./harness.js";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const unix = 3;

function file(text: string, mode: number): Zippable[string] {
  return [bytes(text), { os: unix, attrs: mode * 0x10000 }];
}

describe("unpack", () => {
  const folder = temporaryFolder();
  const unpackFiles = (files: Zippable, level: 0 | 6 = 6): Promise<void> =>
    unpack(Buffer.from(zipSync(files, { level })), folder());
  const modeOf = async (name: string): Promise<number> =>
    (await stat(path.join(folder(), name))).mode & 0o777;

  it("restores folders, contents and execute bits", async () => {
    await unpackFiles({
      bootstrap: file("#!program".repeat(1000), 0o100755),
      "data/": [new Uint8Array(), { os: unix, attrs: 0o040755 * 0x10000 }],
      "data/list.txt": file("one", 0o100644),
      "bin/tool": file("tool", 0o100755),
      empty: file("", 0o100644),
    });
    assert.deepEqual((await readdir(folder())).sort(), ["bin", "bootstrap", "data", "empty"]);
    assert.equal(await readFile(path.join(folder(), "bootstrap"), "utf8"), "#!program".repeat(1000));
    assert.equal(await readFile(path.join(folder(), "data/list.txt"), "utf8"), "one");
    assert.deepEqual(
      await Promise.all(["bootstrap", "bin/tool", "data/list.txt"].map(modeOf)),
      [0o755, 0o755, 0o644],
    );
  });

  it("makes the program executable when the zip knows no modes", async () => {
    await unpackFiles({ bootstrap: bytes("#!program") }, 0);
    assert.equal(await modeOf("bootstrap"), 0o755);
  });

  const refused: { title: string; files: Zippable; message: string }[] = [
    {
      title: "a zip without a program",
      files: { "code/bootstrap": file("#!program", 0o755) },
      message: 'The zip must hold a file "bootstrap" at its top, which is the program to run.',
    },
    {
      title: "what is no program",
      files: { bootstrap: file("hello", 0o755) },
      message:
        '"bootstrap" in the zip must be an ELF or Mach-O binary or begin with "#!", but begins with "hell".',
    },
    {
      title: "a path that leads out of the folder",
      files: { bootstrap: file("#!program", 0o755), "../evil": file("", 0o644) },
      message: 'The zip holds "../evil", which is no file or folder inside it.',
    },
    {
      title: "an absolute path",
      files: { bootstrap: file("#!program", 0o755), "/etc/evil": file("", 0o644) },
      message: 'The zip holds "/etc/evil", which is no file or folder inside it.',
    },
    {
      title: "a symbolic link",
      files: { bootstrap: file("#!program", 0o755), link: file("/etc/passwd", 0o120777) },
      message: 'The zip holds "link", which is no file or folder inside it.',
    },
  ];
  for (const { title, files, message } of refused) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(unpackFiles(files), { name: "EmulatorError", message });
    });
  }

  const damaged = [
    { title: "what is no zip", zip: Buffer.from("#!/bin/sh"), reason: "it has no directory at its end" },
    {
      title: "half a zip",
      zip: Buffer.from(zipSync({ bootstrap: bytes("#!program") })).subarray(30),
      reason: "its directory is damaged",
    },
  ];
  for (const { title, zip, reason } of damaged) {
    it(`refuses ${title}`, async () => {
      const message = `The zip cannot be read: ${reason}.`;
      await assert.rejects(unpack(zip, folder()), { name: "EmulatorError", message });
    });
  }
});
