import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Image } from "../../../build/oci/blob.js";
import { toImage } from "../../../build/oci/image.js";
import { writeLayout } from "../../../build/oci/layout.js";
import { readLayout } from "../../../build/oci/read-layout.js";
import { unwritable } from "../../../build/oci/unwritable.js";
import { useFolders } from "../go-module.js";
import { data, imageRequest } from "./image-request.js";
import { runTool } from "./run-tool.js";

describe("writeLayout", () => {
  const folders = useFolders();
  const layout = () => join(folders.folder, "shop");

  it("writes an image that is read back as it was", async () => {
    const image = await toImage(imageRequest(data));
    await writeLayout(image, layout());
    assert.deepEqual(withBuffers(await readLayout(layout())), withBuffers(image));
    assert.deepEqual((await readdir(layout())).sort(), ["blobs", "index.json", "oci-layout"]);
    assert.equal(await readFile(join(layout(), "oci-layout"), "utf8"), '{"imageLayoutVersion":"1.0.0"}');
    const { digest, bytes } = image.manifest;
    assert.deepEqual(JSON.parse(await readFile(join(layout(), "index.json"), "utf8")), {
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [{ mediaType: "application/vnd.oci.image.manifest.v1+json", size: bytes.length, digest }],
    });
  });

  for (const [reference, annotations] of [
    ["latest", { "org.opencontainers.image.ref.name": "latest" }],
    [
      "localhost:5000/shop:1.2",
      {
        "io.containerd.image.name": "localhost:5000/shop:1.2",
        "org.opencontainers.image.ref.name": "1.2",
      },
    ],
  ] as const) {
    it(`names the image ${reference}`, async () => {
      await writeLayout(await toImage(imageRequest()), layout(), reference);
      const { manifests } = JSON.parse(await readFile(join(layout(), "index.json"), "utf8"));
      assert.deepEqual(manifests[0].annotations, annotations);
    });
  }

  it("replaces an earlier layout as a whole", async () => {
    await writeLayout(await toImage(imageRequest({ binary: Buffer.from("old") })), layout());
    const image = await toImage(imageRequest());
    await writeLayout(image, layout());
    const names = [image.manifest, image.config, ...image.layers].map(({ digest }) => digest.slice(7));
    assert.deepEqual((await readdir(join(layout(), "blobs", "sha256"))).sort(), names.sort());
    assert.deepEqual(await readdir(folders.folder), ["shop"]);
  });

  it("replaces an earlier layout that is damaged", async () => {
    const image = await toImage(imageRequest());
    await writeLayout(image, layout());
    await writeFile(join(layout(), "index.json"), "{");
    await writeLayout(image, layout());
    assert.equal((await readLayout(layout())).manifest.digest, image.manifest.digest);
  });

  it("takes an empty folder's place, and makes the folders above", async () => {
    await mkdir(join(folders.folder, "a", "b"), { recursive: true });
    await writeLayout(await toImage(imageRequest()), join(folders.folder, "a", "b"));
    await writeLayout(await toImage(imageRequest()), join(folders.folder, "c", "d"));
    await readLayout(join(folders.folder, "a", "b"));
    await readLayout(join(folders.folder, "c", "d"));
  });

  it("leaves a whole image when several are written to one place at once", async () => {
    const images = await Promise.all(
      Array.from({ length: 8 }, (_, index) => toImage(imageRequest({ binary: Buffer.from(`${index}`) }))),
    );
    await Promise.all(images.map((image) => writeLayout(image, layout())));
    const { manifest } = await readLayout(layout());
    assert.ok(images.some((image) => image.manifest.digest === manifest.digest));
    assert.deepEqual(await readdir(folders.folder), ["shop"]);
  });

  for (const [title, make] of [
    [
      "a folder of other files",
      async (path: string) => {
        await mkdir(path);
        await writeFile(join(path, "thesis.txt"), "");
      },
    ],
    ["a file", (path: string) => writeFile(path, "")],
    [
      "an image that somebody put other files next to",
      async (path: string) => {
        await writeLayout(await toImage(imageRequest()), path);
        await writeFile(join(path, "thesis.txt"), "");
      },
    ],
    [
      "a layout of several images",
      async (path: string) => {
        const { manifest } = await toImage(imageRequest());
        const { mediaType, digest, bytes } = manifest;
        const manifests = Array.from({ length: 2 }, () => ({ mediaType, digest, size: bytes.length }));
        await mkdir(path);
        await writeFile(join(path, "oci-layout"), "{}");
        await writeFile(join(path, "index.json"), JSON.stringify({ manifests }));
      },
    ],
  ] as const) {
    it(`does not replace ${title}, and leaves nothing behind`, async () => {
      await make(layout());
      await assert.rejects(
        toImage(imageRequest()).then((image) => writeLayout(image, layout())),
        {
          name: "BuildError",
          message: `An image cannot be written to ${layout()}, which holds something else. Name a new folder, or remove this one.`,
        },
      );
      assert.deepEqual(await readdir(folders.folder), ["shop"]);
    });
  }

  it("says where it cannot write, and leaves nothing behind", async () => {
    await writeFile(join(folders.folder, "file"), "");
    const path = join(folders.folder, "file", "shop");
    await assert.rejects(
      toImage(imageRequest()).then((image) => writeLayout(image, path)),
      {
        name: "BuildError",
        message: `An image cannot be written to ${path} (ENOTDIR). Change its permissions, or name another place.`,
      },
    );
    assert.deepEqual(await readdir(folders.folder), ["file"]);
  });

  it("tells of a full disk as such", () => {
    const full = Object.assign(new Error("write"), { code: "ENOSPC" });
    const told = unwritable(full, "/out/shop");
    assert.ok(told instanceof Error);
    assert.equal(
      told.message,
      "The disk is full, the image cannot be written to /out/shop. Free some space, or name another place.",
    );
    assert.equal(told.cause, full);
    const other = new Error("another");
    assert.equal(unwritable(other, "/out/shop"), other);
  });

  if (process.getuid?.() === 0 && process.platform === "linux") {
    it("leaves the earlier layout when the disk is full", async () => {
      if (process.getuid?.() !== 0) return;
      const disk = join(folders.folder, "disk");
      mkdirSync(disk);
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]);
      try {
        const image = await toImage(imageRequest());
        await writeLayout(image, join(disk, "shop"));
        const included = [{ name: "large", bytes: noise(500_000), executable: false }];
        const large = await toImage(imageRequest({ included }));
        await assert.rejects(writeLayout(large, join(disk, "shop")), {
          name: "BuildError",
          message: `The disk is full, the image cannot be written to ${join(disk, "shop")}. Free some space, or name another place.`,
        });
        assert.deepEqual(await readdir(disk), ["shop"]);
        assert.equal((await readLayout(join(disk, "shop"))).manifest.digest, image.manifest.digest);
      } finally {
        execFileSync("umount", [disk]);
      }
    });
  }

  it("is taken by skopeo, with and without its tag, and copied for Docker", async () => {
    const image = await toImage(imageRequest({ ...data, labels: { version: "1.2.3" } }));
    await writeLayout(image, layout(), "latest");
    for (const name of [`oci:${layout()}`, `oci:${layout()}:latest`]) {
      const { Digest, Architecture, Os, Layers, Labels } = JSON.parse(runTool("skopeo", "inspect", name));
      assert.deepEqual(
        { Digest, Architecture, Os, Layers, version: Labels["org.opencontainers.image.version"] },
        {
          Digest: image.manifest.digest,
          Architecture: "amd64",
          Os: "linux",
          Layers: image.layers.map(({ digest }) => digest),
          version: "1.2.3",
        },
      );
    }
    const copy = `docker-archive:${join(folders.folder, "copy.tar")}`;
    runTool("skopeo", "--insecure-policy", "copy", `oci:${layout()}:latest`, copy);
    assert.deepEqual(
      JSON.parse(runTool("skopeo", "inspect", copy)).Labels["org.opencontainers.image.version"],
      "1.2.3",
    );
  }).timeout(60_000);

  it("is taken by skopeo with Docker's media types too", async () => {
    const image = await toImage(imageRequest({ format: "docker" }));
    await writeLayout(image, layout());
    assert.equal(JSON.parse(runTool("skopeo", "inspect", `oci:${layout()}`)).Digest, image.manifest.digest);
  });
});

/** Bytes that cannot be compressed, the same in every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** A file read from disk is a Buffer, whatever was written. */
function withBuffers({ manifest, config, layers }: Image) {
  return [manifest, config, ...layers].map((blob) => ({ ...blob, bytes: Buffer.from(blob.bytes) }));
}
