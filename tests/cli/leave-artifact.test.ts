import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { leaveArtifact } from "../../cli/leave-artifact.js";

describe("leaveArtifact", () => {
  let folder: string;
  let source: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "goserverless-leave-"));
    source = join(folder, "artifact.zip");
    await writeFile(source, "new");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("makes the folder, and leaves nothing but the artifact", async () => {
    await leaveArtifact(source, join(folder, "a/b/api.zip"));
    assert.deepEqual(await readdir(join(folder, "a/b")), ["api.zip"]);
    assert.equal(await readFile(join(folder, "a/b/api.zip"), "utf8"), "new");
  });

  it("replaces what was there", async () => {
    await writeFile(join(folder, "api.zip"), "old and longer");
    await leaveArtifact(source, join(folder, "api.zip"));
    assert.equal(await readFile(join(folder, "api.zip"), "utf8"), "new");
  });

  it("refuses a folder that is a file", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await assert.rejects(leaveArtifact(source, join(file, "api.zip")), {
      name: "CommandError",
      message: `"--out" must be a folder that can be written to, got "${file}": file already exists.`,
    });
  });

  it("leaves nothing half-made when the artifact cannot take its place", async () => {
    const out = join(folder, "out");
    await mkdir(join(out, "api.zip"), { recursive: true });
    await assert.rejects(leaveArtifact(source, join(out, "api.zip")), {
      name: "CommandError",
      message: `"--out" must be a folder that can be written to, got "${out}": illegal operation on a directory.`,
    });
    assert.deepEqual(await readdir(out), ["api.zip"]);
  });
});
