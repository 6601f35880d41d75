import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toDockerTar, writeDockerTar } from "../../../build/oci/docker-tar.js";
import { toDocument } from "../../../build/oci/documents.js";
import { toImage } from "../../../build/oci/image.js";
import { imageFormats } from "../../../build/oci/media-types.js";
import { readDockerTar } from "../../../build/oci/read-layout.js";
import { untar } from "../../../build/oci/untar.js";
import { useFolders } from "../go-module.js";
import { data, imageRequest, sha256 } from "./image-request.js";
import { runTool } from "./run-tool.js";

describe("toDockerTar", () => {
  it("keeps these very bytes", async () => {
    const packed = toDockerTar(await toImage(imageRequest()), "shop:latest");
    assert.equal(sha256(packed), "4ecdd5377469c856eeb2a7ba3f8898ded87910d4869752fdf6dacf22717218b5");
  });

  it("names the config, the layers and the image, as Docker reads them", async () => {
    const { config, layers, manifest } = await toImage(imageRequest(data));
    const members = untar(toDockerTar({ config, layers, manifest }, "shop:latest"));
    const found = members.find(({ path }) => path === "manifest.json");
    assert.deepEqual(JSON.parse(String(found?.bytes)), [
      {
        Config: `blobs/sha256/${config.digest.slice(7)}`,
        RepoTags: ["shop:latest"],
        Layers: layers.map(({ digest }) => `blobs/sha256/${digest.slice(7)}`),
      },
    ]);
  });
});

describe("writeDockerTar", () => {
  const folders = useFolders();

  it("keeps the documents about an image, which skopeo passes over", async () => {
    const path = join(folders.folder, "shop.tar");
    const image = await toImage(imageRequest());
    const sbom = toDocument("sbom.cdx.json", Buffer.from("{}"));
    await writeDockerTar({ ...image, referrers: [sbom] }, path, "shop:latest");
    assert.deepEqual(
      (await readDockerTar(path)).referrers.map(({ blob }) => blob.digest),
      [sbom.blob.digest],
    );
    const config = runTool("skopeo", "inspect", "--config", `docker-archive:${path}:shop:latest`);
    assert.deepEqual(JSON.parse(config), JSON.parse(Buffer.from(image.config.bytes).toString()));
    assert.equal(
      JSON.parse(runTool("skopeo", "inspect", `oci-archive:${path}`)).Digest,
      image.manifest.digest,
    );
  });

  for (const format of imageFormats) {
    it(`writes an image of the format ${format} that is read back as it was`, async () => {
      const path = join(folders.folder, "shop.tar");
      const image = await toImage(imageRequest({ ...data, format }));
      await writeDockerTar(image, path, "shop:latest");
      const { manifest, layers } = await readDockerTar(path);
      assert.equal(manifest.digest, image.manifest.digest);
      assert.deepEqual(
        layers.map(({ digest }) => digest),
        image.layers.map(({ digest }) => digest),
      );
      assert.deepEqual(await readdir(folders.folder), ["shop.tar"]);
      assert.deepEqual(await readFile(path), toDockerTar(image, "shop:latest"));
    });

    it(`writes the format ${format} as skopeo reads it, for Docker and as OCI`, async () => {
      const path = join(folders.folder, "shop.tar");
      const image = await toImage(imageRequest({ ...data, format }));
      await writeDockerTar(image, path, "shop:latest");
      // Docker's own tars have no manifest that could keep its digest, so the unpacked layers are what can be compared.
      const forDocker = JSON.parse(
        runTool("skopeo", "inspect", "--config", `docker-archive:${path}:shop:latest`),
      );
      assert.deepEqual(forDocker, JSON.parse(Buffer.from(image.config.bytes).toString()));
      const asOci = JSON.parse(runTool("skopeo", "inspect", `oci-archive:${path}`));
      assert.equal(asOci.Digest, image.manifest.digest);
    });
  }

  it("says where it cannot write", async () => {
    await writeFile(join(folders.folder, "file"), "");
    const path = join(folders.folder, "file", "shop.tar");
    await assert.rejects(
      toImage(imageRequest()).then((image) => writeDockerTar(image, path, "shop:latest")),
      {
        name: "BuildError",
        message: `An image cannot be written to ${path} (EEXIST). Change its permissions, or name another place.`,
      },
    );
  });
});
