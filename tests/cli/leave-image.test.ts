import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toDocument } from "../../build/oci/documents.js";
import { toImage } from "../../build/oci/image.js";
import { writeLayout } from "../../build/oci/layout.js";
import type { DocumentedImage } from "../../build/oci/layout-files.js";
import { readSavedImage } from "../../build/read-saved-image.js";
import { leaveImage, toDockerName } from "../../cli/leave-image.js";
import { imageRequest } from "../build/oci/image-request.js";

describe("leaveImage", () => {
  let folder: string;
  let image: DocumentedImage;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "goserverless-leave-"));
    const referrers = [toDocument("sbom.cdx.json", Buffer.from("{}"))];
    image = { ...(await toImage(imageRequest())), referrers };
    await writeLayout(image, join(folder, "cached"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  for (const output of ["layout", "docker-tar"] as const) {
    it(`leaves an image and its documents as ${output}, and nothing else`, async () => {
      const target = join(folder, "a/b/api");
      await leaveImage(join(folder, "cached"), target, output, "Api");
      assert.deepEqual(await readdir(join(folder, "a/b")), ["api"]);
      const left = await readSavedImage(target);
      assert.equal(left.manifest.digest, image.manifest.digest);
      assert.deepEqual(
        left.referrers.map(({ blob }) => String(blob.bytes)),
        ["{}"],
      );
    });
  }

  it("names the image in a layout, for the tools that want a name", async () => {
    await leaveImage(join(folder, "cached"), join(folder, "api"), "layout", "api");
    const { manifests } = JSON.parse(await readFile(join(folder, "api/index.json"), "utf8"));
    assert.deepEqual(manifests[0].annotations, { "org.opencontainers.image.ref.name": "latest" });
  });
});

describe("toDockerName", () => {
  for (const [entry, name] of [
    ["api", "api:latest"],
    ["MyApi", "myapi:latest"],
    ["shop_api-1.2", "shop_api-1.2:latest"],
  ] as const) {
    it(`calls the image of ${entry} ${name}`, () => {
      assert.equal(toDockerName(entry), name);
    });
  }

  for (const entry of ["my api", "函数", ".hidden", "a:b"]) {
    it(`refuses "${entry}"`, () => {
      assert.throws(() => toDockerName(entry), {
        name: "UsageError",
        message: `The folder "${entry}" cannot name an image for "docker load". Its name must be letters, digits and single ".", "_", "__" or "-" between them. Rename it, or leave a layout.`,
      });
    });
  }
});
