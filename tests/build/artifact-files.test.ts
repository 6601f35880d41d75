import assert from "node:assert/strict";
import { join } from "node:path";
import { artifactFiles, programOf } from "../../build/artifact-files.js";
import { build, readBinary } from "../../build/index.js";
import { goMod, program, request, useFolders, writeFiles } from "./go-module.js";

const image = { format: "oci", user: 65_532, labels: {} } as const;

describe("artifactFiles", function () {
  this.timeout(120_000);
  const folders = useFolders();

  for (const [kind, packed] of [
    ["zip", {}],
    ["image", { image }],
  ] as const) {
    it(`reads what is in ${kind === "zip" ? "a zip" : "an image"}, and its program`, async () => {
      const files = { "go.mod": goMod, "main.go": program("hello"), "data/greeting.txt": "hello" };
      await writeFiles(folders.folder, files);
      const artifact = await build(request(folders.folder, { include: ["data"], ...packed }));
      assert.equal(artifact.kind, kind);
      const found = await artifactFiles(artifact);
      const greeting = found.find(({ path }) => path === "data/greeting.txt");
      assert.equal(greeting?.bytes, 5);
      assert.equal(String(await greeting?.read()), "hello");
      assert.deepEqual(await readBinary(await programOf(artifact)), artifact.binary);
    });
  }

  it("says that a zip of another's holds no program", async () => {
    const { packZip } = await import("../emulator/fixtures.js");
    const zip = join(folders.folder, "other.zip");
    await packZip(zip, { "readme.txt": Buffer.from("hello") });
    await assert.rejects(programOf({ kind: "zip", path: zip }), {
      message: `${zip} holds no "bootstrap"`,
    });
  });
});
