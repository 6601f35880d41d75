import { mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { atExit } from "./at-exit.js";
import { cacheError } from "./cache-error.js";
import { cacheFolder } from "./cache-folder.js";
import { makeFolder } from "./make-folder.js";

/** What was killed may write for a moment yet. */
const removing = { recursive: true, force: true, maxRetries: 3 };

/**
 * Runs a task that needs a folder for intermediate files, which is removed afterwards.
 *
 * It is removed too when the process ends meanwhile; what a killed process leaves is pruned with the cache.
 */
export async function withWorkFolder<T>(
  prefix: string,
  task: (folder: string) => Promise<T>,
  cache = cacheFolder(),
): Promise<T> {
  const folder = await makeWorkFolder(prefix, cache);
  const done = atExit(() => rmSync(folder, removing));
  try {
    return await task(folder);
  } finally {
    await rm(folder, removing);
    done();
  }
}

async function makeWorkFolder(prefix: string, cache: string): Promise<string> {
  const work = join(cache, "work");
  try {
    await makeFolder(work);
    // Between this folder and its entry for the end of the process nothing else may run.
    return mkdtempSync(join(work, prefix));
  } catch (error) {
    throw cacheError(error, cache);
  }
}
