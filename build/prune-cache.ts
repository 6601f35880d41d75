import { readdir, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { fileAt } from "./file-at.js";
import { temporaryPrefix, writeAtomically } from "./write-atomically.js";

const dayMs = 24 * 60 * 60 * 1000;
const unusedMs = 30 * dayMs;

/** How long the entries of each folder of the cache are kept after their last use. */
const keptMs: Readonly<Record<string, number>> = {
  artifacts: unusedMs,
  calibration: unusedMs,
  docker: unusedMs,
  images: unusedMs,
  init: unusedMs,
  keys: unusedMs,
  plain: unusedMs,
  work: dayMs,
};

/** Removes what was not used for 30 days and what dead processes left; does so once a day and never fails. */
export async function pruneCache(folder: string, nowMs = Date.now()): Promise<void> {
  try {
    if (!(await isDue(join(folder, "pruned"), nowMs))) return;
    for (const [name, maxAgeMs] of Object.entries(keptMs))
      await pruneFolder(join(folder, name), maxAgeMs, nowMs);
  } catch {
    // A cache that cannot be cleaned is still a cache.
  }
}

async function isDue(marker: string, nowMs: number): Promise<boolean> {
  const last = fileAt(marker);
  if (last && nowMs - last.mtimeMs < dayMs) return false;
  if (!last) await writeAtomically(marker, "");
  await utimes(marker, nowMs / 1000, nowMs / 1000);
  return true;
}

async function pruneFolder(folder: string, maxAgeMs: number, nowMs: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const file = fileAt(path);
    const limitMs = name.startsWith(temporaryPrefix) ? dayMs : maxAgeMs;
    if (file && nowMs - file.mtimeMs > limitMs) await rm(path, { recursive: true, force: true });
  }
}
