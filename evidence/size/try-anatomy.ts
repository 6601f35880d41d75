import type { Anatomy } from "./anatomy.js";

/** The anatomy of a binary, or nothing for one that cannot be read, such as one that is not Go. */
export async function tryAnatomy(binary: Buffer): Promise<Anatomy | undefined> {
  try {
    const { readAnatomy } = await import("./read-anatomy.js");
    return readAnatomy(binary);
  } catch {
    return undefined;
  }
}
