import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Blob } from "./blob.js";
import { type TarMember, untar } from "./untar.js";

const gunzipAside = promisify(gunzip);

/** A layer that unpacks to more is not read: 1 GiB is far more than a program and what is next to it. */
const maxUnpackedBytes = 1024 ** 3;

const packedTypes = [
  "application/vnd.oci.image.layer.v1.tar+gzip",
  "application/vnd.docker.image.rootfs.diff.tar.gzip",
];
const plainTypes = ["application/vnd.oci.image.layer.v1.tar", "application/vnd.docker.image.rootfs.diff.tar"];

/** Unpacks a layer. Throws an `Error` whose message says what is wrong with it, as a clause. */
export async function unpackLayer(
  { mediaType, digest, bytes }: Blob,
  maxBytes = maxUnpackedBytes,
): Promise<{ archive: Buffer; members: TarMember[] }> {
  try {
    const archive = await unpack(bytes, mediaType, maxBytes);
    return { archive, members: untar(archive) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`its layer ${digest} cannot be unpacked, ${reason}`, { cause });
  }
}

async function unpack(bytes: Uint8Array, mediaType: string, maxOutputLength: number): Promise<Buffer> {
  if (plainTypes.includes(mediaType)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!packedTypes.includes(mediaType))
    throw new Error(`it is of the unknown type ${JSON.stringify(mediaType)}`);
  try {
    return await gunzipAside(bytes, { maxOutputLength });
  } catch (cause) {
    const tooLarge = cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";
    throw new Error(tooLarge ? `it holds more than ${maxOutputLength} bytes` : "it is no gzip", { cause });
  }
}
