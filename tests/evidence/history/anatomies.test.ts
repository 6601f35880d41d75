import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { programOf } from "../../../build/artifact-files.js";
import { build } from "../../../build/index.js";
import { readRememberedAnatomy, rememberAnatomy } from "../../../evidence/history/anatomies.js";
import { rememberDeployment } from "../../../evidence/history/remember-deployment.js";
import { readAnatomy } from "../../../evidence/size/read-anatomy.js";
import { goMod, program, request, useFolders, writeFiles } from "../../build/go-module.js";
import { deployment, useStateFolder } from "./history.js";

describe("rememberAnatomy", function () {
  this.timeout(120_000);
  const state = useStateFolder();
  const folders = useFolders();
  const folder = () => join(state.folder, "history/anatomies");
  const artifact = async (text: string) => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program(text) });
    return build(request(folders.folder));
  };

  it("remembers what a binary is made of", async () => {
    const built = await artifact("one");
    await rememberDeployment(deployment({ binarySha256: built.binary.sha256 }));
    await rememberAnatomy(built);
    const anatomy = await readRememberedAnatomy(built.binary.sha256);
    assert.deepEqual(anatomy, JSON.parse(JSON.stringify(readAnatomy(await programOf(built)))));
  });

  it("does not take a binary apart again", async () => {
    const built = await artifact("one");
    await rememberDeployment(deployment({ binarySha256: built.binary.sha256 }));
    await mkdir(folder(), { recursive: true });
    const file = join(folder(), `${built.binary.sha256}.json`);
    await writeFile(file, "as it was");
    await rememberAnatomy(built);
    assert.equal(await readFile(file, "utf8"), "as it was");
    assert.equal(await readRememberedAnatomy(built.binary.sha256), undefined);
  });

  it("remembers what functions at the same time are made of", async () => {
    const built = [await artifact("one"), await artifact("two"), await artifact("three")];
    const hashes = built.map(({ binary }) => binary.sha256);
    await Promise.all(
      built.map(async (each, index) => {
        await rememberDeployment(deployment({ name: `api-${index}`, binarySha256: each.binary.sha256 }));
        await rememberAnatomy(each);
      }),
    );
    assert.deepEqual((await readdir(folder())).sort(), hashes.map((each) => `${each}.json`).sort());
  });

  it("forgets binaries that none of a function's last 20 is", async () => {
    const sha256 = (at: number) => at.toString(16).padStart(64, "0");
    await mkdir(folder(), { recursive: true });
    const worker = sha256(99);
    await rememberDeployment(deployment({ name: "worker", binarySha256: worker }));
    await writeFile(join(folder(), `${worker}.json`), "{}");
    await writeFile(join(folder(), "notes.txt"), "mine");
    for (let at = 0; at < 21; at++) {
      await rememberDeployment(deployment({ binarySha256: sha256(at) }));
      await writeFile(join(folder(), `${sha256(at)}.json`), "{}");
    }
    const built = await artifact("one");
    await rememberDeployment(deployment({ binarySha256: built.binary.sha256 }));
    await rememberAnatomy(built);
    const last = Array.from({ length: 19 }, (_, at) => sha256(at + 2));
    assert.deepEqual(
      (await readdir(folder())).sort(),
      [
        ...last.map((each) => `${each}.json`),
        `${worker}.json`,
        `${built.binary.sha256}.json`,
        "notes.txt",
      ].sort(),
    );
  });
});

describe("readRememberedAnatomy", () => {
  useStateFolder();

  it("has nothing of a binary that was never deployed", async () => {
    assert.equal(await readRememberedAnatomy("0".repeat(64)), undefined);
    assert.equal(await readRememberedAnatomy("../../etc/passwd"), undefined);
  });
});
