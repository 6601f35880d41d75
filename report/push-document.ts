import type { DocumentedImage } from "../build/oci/layout-files.js";
import type { PushedBlob } from "./push-text.js";

/** What `goserverless push --json` prints; fields are added to it, never renamed. */
export interface PushDocument {
  readonly schema: 1;
  /** `host/name@sha256:...` */
  readonly image: string;
  readonly digest: string;
  readonly mediaType: string;
  /** The config and the layers; `outcome` is uploaded, mounted, or present when it was there. */
  readonly blobs: readonly {
    readonly digest: string;
    readonly bytes: number;
    readonly outcome: string;
  }[];
  /** The documents that were pushed with the image. */
  readonly referrers: readonly {
    readonly artifactType: string;
    readonly digest: string;
    readonly bytes: number;
  }[];
}

/** A push as the document of `goserverless push --json`. */
export function toPushDocument(
  pushed: string,
  image: Pick<DocumentedImage, "manifest" | "referrers">,
  blobs: readonly PushedBlob[],
): PushDocument {
  const { digest, mediaType } = image.manifest;
  return {
    schema: 1,
    image: pushed,
    digest,
    mediaType,
    // Of an image that is there as a whole, no blob is looked at.
    blobs: blobs.map(({ digest, bytes, outcome = "present" }) => ({ digest, bytes, outcome })),
    referrers: image.referrers.map(({ artifactType, blob }) => ({
      artifactType,
      digest: blob.digest,
      bytes: blob.bytes.length,
    })),
  };
}
