import { toSizeText } from "./size.js";

/** A difference of sizes with its sign: `+12.3 kB`. */
export function toChangeText(bytes: number): string {
  if (bytes === 0) return toSizeText(0);
  return `${bytes < 0 ? "-" : "+"}${toSizeText(Math.abs(bytes))}`;
}
