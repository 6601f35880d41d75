import { type Stats, statSync } from "node:fs";

/**
 * What is at a path, if anything is.
 *
 * Synchronous, because a hundred functions would wait for Node's thread pool longer than for the disk.
 */
export function fileAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
