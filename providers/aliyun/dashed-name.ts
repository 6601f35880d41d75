import { shortDigest } from "../short-digest.js";

/** Makes a name for a service that takes no `_`: what is alike but for that is told apart by a digest. */
export function dashedName(name: string, maxLength: number): string {
  return name.includes("_") ? withDigest(name, maxLength, name) : name;
}

/** A name without `_` that ends in a digest of some content. */
export function withDigest(name: string, maxLength: number, content: string): string {
  const suffix = `-${shortDigest(content)}`;
  const plain = name.replaceAll("_", "-").slice(0, maxLength - suffix.length);
  return plain.replace(/-+$/, "") + suffix;
}
