import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { openStore } from "../../build/artifact-store.js";
import { cacheError } from "../../build/cache-error.js";
import { type Artifact, build } from "../../build/index.js";
import { toDocument } from "../../build/oci/documents.js";
import { toImage } from "../../build/oci/image.js";
import type { DocumentedImage } from "../../build/oci/layout-files.js";
import { goMod, hostArchitecture, program, request, useFolders, writeFiles } from "./go-module.js";
import { imageRequest } from "./oci/image-request.js";

const dayMs = 24 * 60 * 60 * 1000;
const binary = {
  sha256: "b",
  bytes: 1,
  static: true,
  goVersion: "go1.26.8",
  module: "example.com/shop",
  dependencies: [],
};

describe("openStore", () => {
  const folders = useFolders();
  const bytes = Buffer.from("a zip");

  it("keeps a zip under its hash, and finds what a key stands for", async () => {
    const store = openStore(folders.cache);
    const zip = await store.saveZip(bytes);
    const sha256 = createHash("sha256").update("a zip").digest("hex");
    assert.deepEqual(zip, { kind: "zip", sha256, bytes: 5 });
    assert.equal(store.pathOf(zip), join(folders.cache, "artifacts", `${zip.sha256}.zip`));
    await store.record("key", { ...zip, binary });
    assert.deepEqual(store.find("key"), { ...zip, binary });
    assert.equal(store.find("other"), undefined);
  });

  it("marks what is found as used, once a day", async () => {
    const store = openStore(folders.cache);
    const zip = await store.saveZip(bytes);
    await store.record("key", { ...zip, binary });
    const paths = [store.pathOf(zip), join(folders.cache, "keys", "key.json")];
    const long = (Date.now() - 20 * dayMs) / 1000;
    for (const path of paths) await utimes(path, long, long);
    store.find("key");
    for (const path of paths) assert.ok(Date.now() - (await stat(path)).mtimeMs < dayMs);
    const hour = Math.floor((Date.now() - dayMs / 24) / 1000);
    for (const path of paths) await utimes(path, hour, hour);
    store.find("key");
    for (const path of paths) assert.equal((await stat(path)).mtimeMs, hour * 1000);
  });

  it("puts a damaged zip right when it is saved again", async () => {
    const store = openStore(folders.cache);
    const zip = await store.saveZip(bytes);
    await writeFile(store.pathOf(zip), "b zip");
    await store.saveZip(bytes);
    assert.equal((await stat(store.pathOf(zip))).size, bytes.length);
    assert.deepEqual(await readdir(join(folders.cache, "artifacts")), [`${zip.sha256}.zip`]);
  });

  it("keeps an image as a folder under its manifest's hash, found and marked as used", async () => {
    const store = openStore(folders.cache);
    const image = await documentedImage();
    const stored = await store.saveImage(image);
    const sha256 = image.manifest.digest.replace("sha256:", "");
    const blobs = [image.manifest, image.config, ...image.layers];
    const size = blobs.reduce((sum, blob) => sum + blob.bytes.length, 0);
    assert.deepEqual(stored, { kind: "image", sha256, bytes: size });
    assert.equal(store.pathOf(stored), join(folders.cache, "images", sha256));
    await store.record("key", { ...stored, binary });
    const long = (Date.now() - 20 * dayMs) / 1000;
    await utimes(store.pathOf(stored), long, long);
    assert.deepEqual(store.find("key"), { ...stored, binary });
    assert.ok(Date.now() - (await stat(store.pathOf(stored))).mtimeMs < dayMs);
  });

  it("leaves an image that is whole as it is, for whoever reads it", async () => {
    const store = openStore(folders.cache);
    const image = await documentedImage();
    const path = store.pathOf(await store.saveImage(image));
    const { ino } = await stat(path);
    await store.saveImage(image);
    assert.equal((await stat(path)).ino, ino);
    await writeFile(join(path, "blobs", image.config.digest.replace(":", "/")), "");
    await store.saveImage(image);
    assert.notEqual((await stat(path)).ino, ino);
    assert.deepEqual(await readdir(join(folders.cache, "images")), [basename(path)]);
  });

  it("removes the scratch folder, also after a failure", async () => {
    const store = openStore(folders.cache);
    const failing = store.withScratch(async (folder) => {
      await writeFile(join(folder, "a"), "");
      throw new Error("no");
    });
    await assert.rejects(failing, { message: "no" });
    assert.deepEqual(await readdir(join(folders.cache, "work")), []);
  });

  it("says where it cannot write, and what to do", async () => {
    await writeFile(join(folders.folder, "file"), "");
    const folder = join(folders.folder, "file", "cache");
    await assert.rejects(openStore(folder).saveZip(bytes), {
      name: "BuildError",
      message: unwritable(folder, "ENOTDIR"),
    });
    if (process.platform === "linux") {
      const inProc = "/proc/goserverless";
      await assert.rejects(openStore(inProc).saveZip(bytes), {
        name: "BuildError",
        message: unwritable(inProc, "ENOENT"),
      });
    }
  });
});

const unwritable = (folder: string, code: string) =>
  `The cache ${folder} cannot be written (${code}). Change its permissions, or set GOSERVERLESS_CACHE_DIR to another folder.`;

describe("a full disk", function () {
  this.timeout(120_000);
  const folders = useFolders();

  /** Runs a test with a disk of its own in the cache's place. */
  async function onDisk(options: string, test: () => Promise<void>): Promise<void> {
    mkdirSync(folders.cache);
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folders.cache]);
    try {
      await test();
    } finally {
      execFileSync("umount", [folders.cache]);
    }
  }
  const sentence = (folder: string) =>
    `The disk of the cache ${folder} is full. Free some space, or set GOSERVERLESS_CACHE_DIR to a folder on another disk.`;

  it("is told as such", () => {
    // /dev/full answers every write as a full disk does, also to a user who must not mount one.
    const full = failureOf(() => writeFileSync("/dev/full", "a"));
    const told = cacheError(full, "/cache");
    assert.ok(told instanceof Error);
    assert.equal(told.message, sentence("/cache"));
    assert.equal(told.cause, full);
  });

  if (process.getuid?.() === 0 && process.platform === "linux") {
    it("leaves no part of a zip", () =>
      onDisk("size=64k", async () => {
        const bytes = Buffer.alloc(200_000, "a");
        await assert.rejects(openStore(folders.cache).saveZip(bytes), {
          name: "BuildError",
          message: sentence(folders.cache),
        });
        assert.deepEqual(await readdir(folders.cache, { recursive: true }), ["artifacts"]);
      }));

    it("leaves no part of an image", () =>
      onDisk("size=64k", async () => {
        const image = await documentedImage(randomBytes(200_000));
        await assert.rejects(openStore(folders.cache).saveImage(image), {
          name: "BuildError",
          message: sentence(folders.cache),
        });
        assert.deepEqual(await readdir(folders.cache, { recursive: true }), ["images"]);
      }));

    it("leaves nothing of a build whose binary found room and whose zip did not", async () => {
      const { bytes } = (await buildHello()).binary;
      await rm(folders.cache, { recursive: true });
      await onDisk(`size=${Math.ceil(bytes / 1024) + 64}k`, async () => {
        await assert.rejects(buildHello(), { name: "BuildError", message: sentence(folders.cache) });
        assert.deepEqual((await readdir(folders.cache, { recursive: true })).sort(), ["artifacts", "work"]);
      });
    });

    it("is told in Go's words when Go meets it", () =>
      onDisk("size=64k", async () => {
        await assert.rejects(buildHello(), (error: Error) => {
          const lines = error.message.split("\n");
          assert.equal(lines[0], `Go cannot build ${folders.folder} for linux/${hostArchitecture}:`);
          assert.match(error.message, /no space left on device/);
          assert.equal(
            lines.at(-1),
            "The disk is full. Free some space, or move Go's cache with GOCACHE and ours with GOSERVERLESS_CACHE_DIR.",
          );
          return true;
        });
        assert.deepEqual(await readdir(folders.cache, { recursive: true }), ["work"]);
      }));

    it("is told apart from one that may only be read", () =>
      onDisk("ro", async () => {
        await assert.rejects(buildHello(), {
          name: "BuildError",
          message: unwritable(folders.cache, "EROFS"),
        });
      }));
  }

  async function buildHello(): Promise<Artifact> {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("hello") });
    return build(request(folders.folder));
  }
});

async function documentedImage(program: Uint8Array = Buffer.from("a program")): Promise<DocumentedImage> {
  const documents = ["sbom.cdx.json", "provenance.intoto.json"] as const;
  const image = await toImage(imageRequest({ binary: program }));
  return { ...image, referrers: documents.map((name) => toDocument(name, Buffer.from("{}"))) };
}

function failureOf(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
