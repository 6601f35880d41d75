import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { programOf } from "../../build/artifact-files.js";
import { fileAt } from "../../build/file-at.js";
import type { Artifact } from "../../build/index.js";
import { limit } from "../../build/limit.js";
import { writeAtomically } from "../../build/write-atomically.js";
import type { Anatomy } from "../size/anatomy.js";
import { tryAnatomy } from "../size/try-anatomy.js";
import type { DeploymentRecord } from "./deployment-record.js";
import { anatomyFile } from "./history-folder.js";
import { readAll } from "./read-history.js";

/** Binaries of one function whose anatomies are kept. */
const mostBinaries = 20;

/** What a binary that was deployed from this machine was made of, if that is remembered. */
export async function readRememberedAnatomy(binarySha256: string): Promise<Anatomy | undefined> {
  try {
    const anatomy = JSON.parse(await readFile(anatomyFile(binarySha256), "utf8")) as Anatomy;
    return Array.isArray(anatomy.packages) && Array.isArray(anatomy.parts) ? anatomy : undefined;
  } catch {
    return undefined;
  }
}

/** Binaries are large, and reading one holds up everything else. */
const oneByOne = limit(1);
let unfinished = 0;

/** Remembers what an artifact's binary is made of, and forgets binaries of long ago. */
export async function rememberAnatomy(artifact: Artifact): Promise<void> {
  const file = anatomyFile(artifact.binary.sha256);
  unfinished += 1;
  await oneByOne(async () => {
    const isNew = await write(file, artifact).finally(() => {
      unfinished -= 1;
    });
    // All functions of a program are remembered at the same time; their histories are long to read.
    if (isNew && unfinished === 0) await prune(dirname(file));
  });
}

async function write(file: string, artifact: Artifact): Promise<boolean> {
  if (fileAt(file)) return false;
  const anatomy = await tryAnatomy(await programOf(artifact));
  if (anatomy === undefined) return false;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeAtomically(file, JSON.stringify(anatomy));
  return true;
}

async function prune(folder: string): Promise<void> {
  // Listed first: what another deployment adds from here on has its record by then, or is not in the list.
  const names = await readdir(folder);
  const kept = new Set((await readAll()).flatMap(lastBinaries).map((sha256) => anatomyFile(sha256)));
  for (const name of names) {
    const file = join(folder, name);
    if (/^[0-9a-f]{64}\.json$/.test(name) && !kept.has(file)) await rm(file, { force: true });
  }
}

function lastBinaries(records: readonly DeploymentRecord[]): string[] {
  const newestFirst = records.flatMap(({ binarySha256 }) => binarySha256 ?? []).reverse();
  return [...new Set(newestFirst)].slice(0, mostBinaries);
}
