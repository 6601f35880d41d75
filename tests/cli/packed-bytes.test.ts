import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zip } from "../../build/zip.js";
import { packedBytes } from "../../cli/packed-bytes.js";

describe("packedBytes", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "goserverless-packed-"));
    await mkdir(join(folder, "code/data/deep"), { recursive: true });
    await writeFile(join(folder, "code/bootstrap"), "ours", { mode: 0o755 });
    await writeFile(join(folder, "code/data/deep/a.txt"), "a".repeat(1000));
    await writeFile(join(folder, "code/data/run"), "#!/bin/sh\n", { mode: 0o755 });
    await writeFile(join(folder, "plain"), "plain ".repeat(1000), { mode: 0o755 });
  });
  after(() => rm(folder, { recursive: true }));

  it("is the size of the same zip with the other binary", async () => {
    const expected = await zip([
      { name: "bootstrap", bytes: Buffer.from("plain ".repeat(1000)), executable: true },
      { name: "data/deep/a.txt", bytes: Buffer.from("a".repeat(1000)), executable: false },
      { name: "data/run", bytes: Buffer.from("#!/bin/sh\n"), executable: true },
    ]);
    assert.equal(await packedBytes(join(folder, "code"), join(folder, "plain")), expected.length);
  });
});
