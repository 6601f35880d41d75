import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { buildPlain } from "../../build/index.js";
import { goMod, loggingGo, program, useFolders, writeFiles } from "./go-module.js";

describe("buildPlain", function () {
  this.timeout(120_000);
  const folders = useFolders();

  it("builds with no flags of ours, for this machine unless asked otherwise", async () => {
    const entry = join(folders.folder, "shop", "api");
    await writeFiles(folders.folder, { "shop/go.mod": goMod, "shop/api/main.go": program("hello") });
    const { path, bytes } = await buildPlain(entry);
    assert.equal(bytes, (await stat(path)).size);
    assert.equal(spawnSync(path, { encoding: "utf8" }).stderr, "hello\n");
    const info = execFileSync("go", ["version", "-m", path], { encoding: "utf8" });
    assert.doesNotMatch(info, /-trimpath|-ldflags|-tags/);
    const other = await buildPlain(entry, {
      os: "linux",
      architecture: process.arch === "arm64" ? "amd64" : "arm64",
    });
    assert.notEqual(other.path, path);
    assert.deepEqual(await buildPlain(entry), { path, bytes });
  });

  it("runs the Go command that it is told", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("hello") });
    const { goBinary } = await loggingGo(folders.folder, 'echo "no" >&2; exit 3');
    await assert.rejects(buildPlain(folders.folder, { goBinary }), {
      name: "BuildError",
      message: `Go cannot build ${folders.folder}:\nno`,
      exitCode: 3,
    });
  });

  it("shows the compiler's words", async () => {
    await writeFiles(folders.folder, {
      "go.mod": goMod,
      "main.go": "package main\n\nfunc main() { nope() }\n",
    });
    await assert.rejects(buildPlain(folders.folder), {
      name: "BuildError",
      message: `Go cannot build ${folders.folder}:\n# example.com/shop\n${folders.folder}/main.go:3:15: undefined: nope`,
    });
  });
});
