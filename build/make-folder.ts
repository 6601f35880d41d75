import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { fileAt } from "./file-at.js";

/**
 * Makes a folder and those above it.
 *
 * Node's own `recursive` hides a read-only disk behind a later ENOENT, and never ends below /proc (seen with Node 20.20).
 */
export async function makeFolder(path: string): Promise<void> {
  if (fileAt(path)?.isDirectory()) return;
  if (!fileAt(dirname(path))) await makeFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    // Another process may have made it in between.
    if (!fileAt(path)?.isDirectory()) throw error;
  }
}
