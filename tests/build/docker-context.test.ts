import assert from "node:assert/strict";
import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dockerfileName, stageDockerContext } from "../../build/docker-context.js";
import { toImage } from "../../build/oci/image.js";
import { writeLayout } from "../../build/oci/layout.js";
import { useFolders } from "./go-module.js";
import { data, imageRequest } from "./oci/image-request.js";

describe("stageDockerContext", () => {
  const folders = useFolders();
  let layout: string;

  beforeEach(async () => {
    layout = join(folders.folder, "layout");
    await write({});
  });

  async function write(changes: Parameters<typeof imageRequest>[0]): Promise<void> {
    const included = [{ name: "web/index.html", bytes: Buffer.from("<p>"), executable: false }];
    await writeLayout(await toImage(imageRequest({ ...data, included, ...changes })), layout);
  }

  /** Mode and time of all that is below a folder. */
  async function list(folder: string): Promise<Record<string, string>> {
    const names = (await readdir(folder, { recursive: true })).sort();
    const lines = names.map(async (name) => {
      const { mode, mtimeMs } = await stat(join(folder, name));
      return [name, `${mode.toString(8)} ${mtimeMs}`];
    });
    return Object.fromEntries(await Promise.all(lines));
  }

  const files = {
    bootstrap: "100755 0",
    etc: "40755 0",
    "etc/group": "100644 0",
    "etc/passwd": "100644 0",
    "etc/ssl": "40755 0",
    "etc/ssl/certs": "40755 0",
    "etc/ssl/certs/ca-certificates.crt": "100644 0",
    tmp: "41777 0",
    usr: "40755 0",
    "usr/share": "40755 0",
    "usr/share/zoneinfo": "40755 0",
    "usr/share/zoneinfo/Asia": "40755 0",
    "usr/share/zoneinfo/Asia/Shanghai": "100644 0",
    "usr/share/zoneinfo/UTC": "100644 0",
    web: "40755 0",
    "web/index.html": "100644 0",
  };

  it("lays out the files of the image below a folder, beside a generated Dockerfile", async () => {
    const before = process.umask(0o077);
    const { folder, sha256 } = await stageDockerContext(layout).finally(() => process.umask(before));
    assert.equal(folder, join(folders.cache, "docker", sha256));
    assert.deepEqual((await readdir(folder)).sort(), [dockerfileName, "root"]);
    assert.deepEqual(await list(join(folder, "root")), files);
    assert.equal(await readFile(join(folder, "root/web/index.html"), "utf8"), "<p>");
    assert.match(await readFile(join(folder, dockerfileName), "utf8"), /^FROM scratch\nCOPY root\/ \/\n/);
  });

  it("lays out the same files for the user's Dockerfile, beside it", async () => {
    const path = join(folders.folder, "Dockerfile");
    await writeFile(path, "FROM debian\n");
    const { folder } = await stageDockerContext(layout, { path, args: {} });
    assert.deepEqual(await list(folder), { ...files, [dockerfileName]: "100644 0" });
    assert.equal(await readFile(join(folder, dockerfileName), "utf8"), "FROM debian\n");
  });

  it("has another name for other files, another Dockerfile and other arguments, and the same for the same", async () => {
    const path = join(folders.folder, "Dockerfile");
    const stage = async (args?: Record<string, string>) =>
      (await stageDockerContext(layout, args && { path, args })).sha256;
    await writeFile(path, "FROM debian\n");
    const one = { A: "1", B: "2" };
    const found = [await stage(), await stage(one), await stage({ A: "2", B: "2" })];
    assert.equal(await stage({ B: "2", A: "1" }), found[1]);
    await writeFile(path, "FROM scratch\n");
    found.push(await stage(one));
    await write({ user: 1000 });
    found.push(await stage(one), await stage());
    assert.equal(new Set(found).size, 6);
  });

  it("leaves what is there, marked as used", async () => {
    const { folder } = await stageDockerContext(layout);
    await utimes(folder, 1, 1);
    const inode = async () => (await stat(join(folder, "root/bootstrap"))).ino;
    const before = await inode();
    assert.deepEqual(await stageDockerContext(layout), { folder, sha256: folder.split("/").at(-1) });
    assert.ok((await stat(folder)).mtimeMs > 1000);
    assert.equal(await inode(), before);
  });

  it("is the same for all that stage it at once", async () => {
    const staged = await Promise.all(Array.from({ length: 8 }, () => stageDockerContext(layout)));
    assert.equal(new Set(staged.map(({ folder }) => folder)).size, 1);
    assert.deepEqual(await list(join(staged[0]?.folder ?? "", "root")), files);
    assert.equal((await readdir(join(folders.cache, "docker"))).length, 1);
  });

  it("says where the cache cannot be written", async () => {
    await writeFile(folders.cache, "a file in the folder's place");
    await assert.rejects(stageDockerContext(layout), {
      name: "BuildError",
      message: `The cache ${folders.cache} cannot be written (ENOTDIR). Change its permissions, or set GOSERVERLESS_CACHE_DIR to another folder.`,
    });
  });
});
