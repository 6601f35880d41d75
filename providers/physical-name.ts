import { shortDigest } from "./short-digest.js";

/**
 * Makes a name that no other function of any stack has and that a cloud accepts: `shop-prod-api`.
 *
 * Names that could also be read another way (`my-shop`, `prod`), that hold other characters or that are too long are
 * told apart by a hash of their parts.
 */
export function physicalName(parts: readonly string[], maxLength: number): string {
  const joined = parts.join("-");
  const clear = parts.slice(0, -1).every((part) => !part.includes("-"));
  if (clear && joined.length <= maxLength && /^[A-Za-z][A-Za-z0-9_-]*$/.test(joined)) return joined;

  const digest = shortDigest(parts.join("\0"));
  const plain = joined.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^[^A-Za-z]+/, "");
  return `${plain.slice(0, maxLength - digest.length - 1) || "function"}-${digest}`;
}
