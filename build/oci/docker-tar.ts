import { writeAtomically } from "../write-atomically.js";
import type { Image } from "./blob.js";
import { blobPath, type DocumentedImage, layoutFiles } from "./layout-files.js";
import { tar } from "./tar.js";
import { unwritable } from "./unwritable.js";

/**
 * Packs an image into a tar for `docker load`, which is an OCI layout too, as Docker 25 and newer save images.
 *
 * Docker passes over the documents about the image, which are beside the index as in a layout.
 *
 * @param reference - The name that the image gets, `shop:latest`.
 */
export function toDockerTar(image: Image & Partial<DocumentedImage>, reference: string): Buffer {
  // https://github.com/moby/docker-image-spec/blob/v1.3.1/v1.2.md#combined-image-json--filesystem-changeset-format
  const manifest = [
    {
      Config: blobPath(image.config.digest),
      RepoTags: [reference],
      Layers: image.layers.map(({ digest }) => blobPath(digest)),
    },
  ];
  const files = layoutFiles(image, reference).set("manifest.json", Buffer.from(JSON.stringify(manifest)));
  return tar([...files].map(([path, bytes]) => ({ path, mode: 0o644, bytes })));
}

/** Writes that tar, which is whole or not there. */
export async function writeDockerTar(
  image: Image & Partial<DocumentedImage>,
  path: string,
  reference: string,
): Promise<void> {
  try {
    await writeAtomically(path, toDockerTar(image, reference));
  } catch (error) {
    throw unwritable(error, path);
  }
}
