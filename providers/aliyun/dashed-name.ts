import { createHash } from "node:crypto";

/** Of a digest, with the `-` before it. */
const suffixLength = 9;

/** Makes a name for a service that takes no `_`: what is alike but for that is told apart by a digest. */
export function dashedName(name: string, maxLength: number): string {
  return name.includes("_") ? withDigest(name, maxLength, name) : name;
}

/** A name without `_` that ends in a digest of some content. */
export function withDigest(name: string, maxLength: number, content: string): string {
  const digest = createHash("sha256")
    .update(content)
    .digest("hex")
    .slice(0, suffixLength - 1);
  const plain = name
    .replaceAll("_", "-")
    .slice(0, maxLength - suffixLength)
    .replace(/-+$/, "");
  return `${plain}-${digest}`;
}
