import { toCountText } from "./count.js";
import { toSizeText } from "./size.js";

/** How a blob came to be in a repository; unset while it is not there. */
export interface PushedBlob {
  readonly digest: string;
  readonly bytes: number;
  readonly sentBytes: number;
  readonly outcome?: "present" | "mounted" | "uploaded";
}

/** How far a push is: `1.20 MB of 2.69 MB, 2 of 3 blobs`. */
export function toPushProgressText(blobs: readonly PushedBlob[]): string {
  const sentBytes = blobs.reduce((sum, blob) => sum + blob.sentBytes, 0);
  const bytes = blobs.reduce((sum, blob) => sum + blob.bytes, 0);
  const there = blobs.filter(({ outcome }) => outcome !== undefined).length;
  return `${toSizeText(sentBytes)} of ${toSizeText(bytes)}, ${there} of ${toCountText(blobs.length, "blob")}`;
}

/** What a push had to send: `2.69 MB sent in 2 blobs, 1 was there`. */
export function toPushNote(blobs: readonly PushedBlob[]): string {
  const sent = blobs.filter(({ outcome }) => outcome === "uploaded");
  const there = blobs.length - sent.length;
  if (sent.length === 0) return "nothing to send, all of it was there";
  const bytes = sent.reduce((sum, blob) => sum + blob.bytes, 0);
  const kept = there === 0 ? "" : `, ${there} ${there === 1 ? "was" : "were"} there`;
  return `${toSizeText(bytes)} sent in ${toCountText(sent.length, "blob")}${kept}`;
}
