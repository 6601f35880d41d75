import { type Blob, type Image, toBlob } from "../../../../build/oci/blob.js";
import { toManifest } from "../../../../build/oci/manifest.js";
import { mediaTypes } from "../../../../build/oci/media-types.js";

/** An image whose layers are the given bytes, which nobody unpacks. */
export function imageOf(...layers: readonly Uint8Array[]): Image {
  const types = mediaTypes.oci;
  const blobs = layers.map((bytes) => toBlob(types.layer, bytes));
  const content = { architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [] } };
  const config = toBlob(types.config, Buffer.from(JSON.stringify(content)));
  return { manifest: toManifest(types.manifest, config, blobs, {}), config, layers: blobs };
}

/** Bytes that differ from place to place, so that a mix-up shows. */
export function bytesOf(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let offset = 0; offset < length; offset += 1) {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    bytes[offset] = state >> 16;
  }
  return bytes;
}

export const textBlob = (text: string): Blob => toBlob("text/plain", Buffer.from(text));
