import type { Digest, Image, Referrer } from "./blob.js";
import { fileNameOf } from "./documents.js";
import { toDescriptor } from "./manifest.js";
import { ociIndexType } from "./media-types.js";

/** Where a layout keeps a blob. */
export function blobPath(digest: Digest): string {
  return `blobs/${digest.replace(":", "/")}`;
}

/** An image with the documents about it. */
export interface DocumentedImage extends Image {
  readonly referrers: readonly Referrer[];
}

/** The files of an OCI layout that holds one image, and next to its index the documents: https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md */
export function layoutFiles(
  image: Image & Partial<DocumentedImage>,
  reference?: string,
): Map<string, Uint8Array> {
  const named = reference === undefined ? {} : { annotations: referenceAnnotations(reference) };
  const index = {
    schemaVersion: 2,
    mediaType: ociIndexType,
    manifests: [{ ...toDescriptor(image.manifest), ...named }],
  };
  const blobs = [image.manifest, image.config, ...image.layers];
  return new Map([
    ...blobs.map(({ digest, bytes }) => [blobPath(digest), bytes] as const),
    ["oci-layout", Buffer.from(JSON.stringify({ imageLayoutVersion: "1.0.0" }))],
    ["index.json", Buffer.from(JSON.stringify(index))],
    ...(image.referrers ?? []).map((each) => [fileNameOf(each), each.blob.bytes] as const),
  ]);
}

/** Tools go by the tag; containerd, which new Docker Engines keep images in, goes by the whole name. */
function referenceAnnotations(reference: string): Record<string, string> {
  const tag = /:([^:/]+)$/.exec(reference)?.[1] ?? reference;
  return reference === tag
    ? { "org.opencontainers.image.ref.name": tag }
    : { "io.containerd.image.name": reference, "org.opencontainers.image.ref.name": tag };
}
