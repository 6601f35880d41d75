import { type Blob, toBlob } from "./blob.js";

/** Points to a blob: https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly size: number;
  readonly digest: Blob["digest"];
}

export function toDescriptor({ mediaType, digest, bytes }: Blob): Descriptor {
  return { mediaType, size: bytes.length, digest };
}

/** Writes an image's manifest; Docker's schema 2 knows no annotations, so give none there. */
export function toManifest(
  mediaType: string,
  config: Blob,
  layers: readonly Blob[],
  annotations: Readonly<Record<string, string>>,
): Blob {
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: toDescriptor(config),
    layers: layers.map(toDescriptor),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  return toBlob(mediaType, Buffer.from(JSON.stringify(manifest)));
}
