import { createHash } from "node:crypto";

/** What a content-addressed piece of an image is called: the hash of its bytes. */
export type Digest = `sha256:${string}`;

/** A content-addressed piece of an image. */
export interface Blob {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** An image for one platform; never an index of several. */
export interface Image {
  readonly manifest: Blob;
  readonly config: Blob;
  readonly layers: readonly Blob[];
}

/** A document about an image, kept next to it: its SBOM or its provenance. */
export interface Referrer {
  readonly artifactType: string;
  readonly blob: Blob;
  readonly annotations: Readonly<Record<string, string>>;
}

export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** The digits of a digest, as files and folders are named after them. */
export function hexOf(digest: string): string {
  return digest.slice("sha256:".length);
}

/** How much is pulled of an image: the manifest, the config and the packed layers. */
export function pulledBytes({ manifest, config, layers }: Image): number {
  return [manifest, config, ...layers].reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** Names bytes after their content. */
export function toBlob(mediaType: string, bytes: Uint8Array): Blob {
  return { mediaType, digest: digestOf(bytes), bytes };
}
