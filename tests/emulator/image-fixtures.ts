import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { type Image, toBlob } from "../../build/oci/blob.js";
import { type ImageRequest, toImage } from "../../build/oci/image.js";
import { toLayer } from "../../build/oci/layer.js";
import { writeLayout } from "../../build/oci/layout.js";
import { toManifest } from "../../build/oci/manifest.js";
import { mediaTypes } from "../../build/oci/media-types.js";
import type { TarEntry } from "../../build/oci/tar.js";
import type { ImageSource } from "../../emulator/function-config.js";
import { imageRequest } from "../build/oci/image-request.js";
import { type FixtureName, fixtureBinary, outputFolder } from "./fixtures.js";

const images = new Map<string, Promise<ImageSource>>();

/** A Go program for tests in an image as `build` makes it; each edition has other bytes and the same program. */
export function fixtureImage(name: FixtureName, edition = "1"): Promise<ImageSource> {
  const key = `${name}-${edition}`;
  const known = images.get(key) ?? make(name, key, edition);
  images.set(key, known);
  return known;
}

/** Writes an image to where it can be deployed from. */
export async function saveImage(folder: string, image: Image): Promise<ImageSource> {
  await writeLayout(image, folder);
  return { image: folder, sha256: image.manifest.digest.slice("sha256:".length) };
}

export function imageOf(changes: Partial<ImageRequest>): Promise<Image> {
  return toImage(imageRequest(changes));
}

/** An image that `build` would not make, of layers and what its configuration says of running it. */
export async function foreignImage(
  layers: readonly (readonly TarEntry[])[],
  run: Readonly<Record<string, unknown>> = { Entrypoint: ["/bootstrap"] },
): Promise<Image> {
  const types = mediaTypes.oci;
  const packed = await Promise.all(layers.map((files) => toLayer(types.layer, files)));
  const config = {
    ...{ architecture: "amd64", os: "linux", config: run },
    rootfs: { type: "layers", diff_ids: packed.map(({ diffId }) => diffId) },
  };
  const blob = toBlob(types.config, Buffer.from(JSON.stringify(config)));
  const blobs = packed.map((each) => each.blob);
  return { manifest: toManifest(types.manifest, blob, blobs, {}), config: blob, layers: blobs };
}

async function make(name: FixtureName, key: string, edition: string): Promise<ImageSource> {
  const image = await imageOf({
    binary: await readFile(await fixtureBinary(name)),
    included: [{ name: "data/edition.txt", bytes: Buffer.from(edition), executable: false }],
    certificates: { sha256: "0".repeat(64), bytes: Buffer.from("the certificates") },
  });
  return saveImage(path.join(await outputFolder(), `${key}-image`), image);
}
