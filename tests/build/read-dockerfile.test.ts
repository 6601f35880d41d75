import assert from "node:assert/strict";
import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readDockerfile } from "../../build/read-dockerfile.js";
import { useFolders } from "./go-module.js";

describe("readDockerfile", () => {
  const folders = useFolders();

  it("reads it", async () => {
    const path = join(folders.folder, "Dockerfile");
    await writeFile(path, "FROM scratch\n");
    assert.equal(String(await readDockerfile(path)), "FROM scratch\n");
  });

  const cases: [title: string, name: string, reason: string][] = [
    ["one that is missing", "none", "does not exist"],
    ["one below a file", "file/Dockerfile", "does not exist"],
    ["a folder", ".", "is a folder"],
    ["a link to itself", "loop", "cannot be read (ELOOP)"],
  ];
  for (const [title, name, reason] of cases)
    it(`refuses ${title}`, async () => {
      await writeFile(join(folders.folder, "file"), "");
      await symlink("loop", join(folders.folder, "loop"));
      const path = join(folders.folder, name);
      await assert.rejects(readDockerfile(path), {
        name: "BuildError",
        message: `"image.dockerfile" must be a Dockerfile, but ${path} ${reason}.`,
      });
    });
});
