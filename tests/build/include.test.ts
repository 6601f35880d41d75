import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, symlink } from "node:fs/promises";
import { join } from "node:path";
import { findIncluded, includedDigest } from "../../build/include.js";
import { useFolders, writeFiles } from "./go-module.js";

describe("findIncluded", () => {
  const folders = useFolders();
  let base = "";

  beforeEach(async () => {
    base = join(folders.folder, "api");
    await writeFiles(base, {
      "config.json": "{}",
      "assets/.hidden": "h",
      "assets/b.txt": "b",
      "assets/a/c.txt": "c",
      "run.sh": "#!/bin/sh",
      bootstrap: "mine",
    });
    await writeFiles(folders.folder, { "secret.txt": "s", "api-other/x": "x" });
    await chmod(join(base, "run.sh"), 0o744);
  });

  const names = async (...include: string[]) => (await findIncluded(base, include)).map(({ name }) => name);

  it("walks folders, sorted, with dotfiles, and keeps the relative paths", async () => {
    const found = await names("run.sh", "assets/", "./config.json");
    assert.deepEqual(found, ["assets/.hidden", "assets/a/c.txt", "assets/b.txt", "config.json", "run.sh"]);
  });

  it("takes a file that is named twice once", async () => {
    assert.deepEqual(await names("assets/a", "assets/a/c.txt", "assets//a/../a"), ["assets/a/c.txt"]);
  });

  it("keeps the execute bit, whoever has it", async () => {
    const found = await findIncluded(base, ["run.sh", "config.json"]);
    assert.deepEqual(
      found.map(({ executable }) => executable),
      [false, true],
    );
  });

  it("follows links to files and folders inside", async () => {
    await symlink("config.json", join(base, "link.json"));
    await symlink("assets", join(base, "linked"));
    assert.deepEqual(await names("link.json", "linked/a"), ["link.json", "linked/a/c.txt"]);
  });

  const refused: [title: string, name: string, message: (base: string) => string][] = [
    [
      "an absolute path",
      "/etc/hosts",
      (base) => `"build.include" must be relative to ${base}, got "/etc/hosts".`,
    ],
    [
      "a path that leads out",
      "assets/../../secret.txt",
      (base) =>
        `"build.include" must stay inside ${base}, but "assets/../../secret.txt" leads out of it. Copy the file there.`,
    ],
    [
      "the folder above",
      "..",
      (base) => `"build.include" must stay inside ${base}, but ".." leads out of it. Copy the file there.`,
    ],
    [
      "a link that leads out",
      "out.txt",
      (base) =>
        `"build.include" must stay inside ${base}, but "out.txt" leads out of it. Copy the file there.`,
    ],
    [
      "a link to a folder with the same beginning",
      "sibling",
      (base) =>
        `"build.include" must stay inside ${base}, but "sibling" leads out of it. Copy the file there.`,
    ],
    [
      "a link in a walked folder that leads out",
      "links",
      (base) =>
        `"build.include" must stay inside ${base}, but "links/out" leads out of it. Copy the file there.`,
    ],
    [
      "a missing file",
      "nope",
      (base) => `"build.include" names "nope", but ${base} has no such file or folder.`,
    ],
    [
      "a link to nothing",
      "dangling",
      (base) => `"build.include" names "dangling", but ${base} has no such file or folder.`,
    ],
    ["a pipe", "pipe", () => '"build.include" takes files and folders, but "pipe" is neither.'],
    [
      "a link to a folder around it",
      "loop",
      () =>
        '"build.include" cannot follow "loop/again", a link to a folder that it is in itself. Remove the link.',
    ],
    [
      "a file that would replace the binary",
      ".",
      () =>
        '"build.include" must not hold a file "bootstrap", that is the name of the binary. Rename the file.',
    ],
  ];
  for (const [title, name, message] of refused) {
    it(`refuses ${title}`, async () => {
      await writeFiles(base, { "links/x": "", "loop/x": "" });
      if (name !== ".") {
        await symlink("../secret.txt", join(base, "out.txt"));
        await symlink("../api-other", join(base, "sibling"));
        await symlink("../../secret.txt", join(base, "links/out"));
        await symlink("nowhere", join(base, "dangling"));
        await symlink("../loop", join(base, "loop/again"));
        execFileSync("mkfifo", [join(base, "pipe")]);
      }
      await assert.rejects(findIncluded(base, [name]), { name: "BuildError", message: message(base) });
    });
  }
});

describe("includedDigest", () => {
  const folders = useFolders();
  const digest = async (...names: string[]) => includedDigest(await findIncluded(folders.folder, names));

  it("changes with name, content and execute bit of a file, and with nothing else", async () => {
    await writeFiles(folders.folder, { a: "1", b: "1" });
    const first = await digest("a");
    assert.equal(await digest("./a"), first);
    assert.notEqual(await digest("b"), first);
    await writeFiles(folders.folder, { a: "2" });
    const second = await digest("a");
    assert.notEqual(second, first);
    await chmod(join(folders.folder, "a"), 0o755);
    assert.notEqual(await digest("a"), second);
  });
});
