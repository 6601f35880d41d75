import { createHash } from "node:crypto";

/** Eight characters that tell one text from another, for names. */
export function shortDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
