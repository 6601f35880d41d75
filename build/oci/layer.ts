import { crc32 } from "node:zlib";
import { deflate } from "../deflate.js";
import { type Blob, type Digest, digestOf, toBlob } from "./blob.js";
import { type TarEntry, tar } from "./tar.js";

/** Files of an image, packed. */
export interface Layer {
  readonly blob: Blob;
  /** Names the layer as it is unpacked, so that the image is the same however its layers are compressed. */
  readonly diffId: Digest;
}

/** Packs files into a layer whose bytes follow from paths, contents and modes alone. */
export async function toLayer(mediaType: string, files: readonly TarEntry[]): Promise<Layer> {
  const archive = tar(files);
  return { blob: toBlob(mediaType, await gzip(archive)), diffId: digestOf(archive) };
}

/** Deflate, no flags, no time, no hint at the level, and no system: https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1 */
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

async function gzip(bytes: Uint8Array): Promise<Buffer> {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return Buffer.concat([gzipHeader, await deflate(bytes), trailer]);
}
