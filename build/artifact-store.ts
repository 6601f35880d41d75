import { createHash } from "node:crypto";
import { readFileSync, statSync, utimesSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BinaryInfo } from "./artifact.js";
import { artifactPath } from "./artifact-path.js";
import { cacheError } from "./cache-error.js";
import { fileAt } from "./file-at.js";
import { makeFolder } from "./make-folder.js";
import { writeAtomically } from "./write-atomically.js";

/** A zip in the cache. */
interface StoredZip {
  readonly sha256: string;
  readonly bytes: number;
}

/** What is known of an artifact without opening it; kept under its key as JSON. */
export interface StoredArtifact extends StoredZip {
  readonly binary: BinaryInfo;
}

/** The artifacts kept on this machine: zips named after their content, and keys that lead to them. */
export interface ArtifactStore {
  pathOf(zip: StoredZip): string;
  /** The artifact that the key stands for, unless it is gone or damaged. */
  find(key: string): StoredArtifact | undefined;
  save(zip: Uint8Array): Promise<StoredZip>;
  record(key: string, artifact: StoredArtifact): Promise<void>;
  /** Runs a task that needs a folder for intermediate files, which is removed afterwards. */
  withScratch<T>(task: (folder: string) => Promise<T>): Promise<T>;
}

const dayMs = 24 * 60 * 60 * 1000;

export function openStore(folder: string): ArtifactStore {
  const pathOf = (zip: StoredZip) => artifactPath(zip.sha256, folder);
  const keyPath = (key: string) => join(folder, "keys", `${key}.json`);

  const write = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      throw cacheError(error, folder);
    }
  };

  return {
    pathOf,

    find(key) {
      try {
        const artifact: unknown = JSON.parse(readFileSync(keyPath(key), "utf8"));
        if (!isStoredArtifact(artifact) || fileAt(pathOf(artifact))?.size !== artifact.bytes)
          return undefined;
        keepUsed(pathOf(artifact));
        keepUsed(keyPath(key));
        return artifact;
      } catch {
        // Whatever is wrong with an entry of the cache, building again puts it right.
        return undefined;
      }
    },

    save: (bytes) =>
      write(async () => {
        const zip = { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
        // Written even when the name is there already, so that a file damaged on disk is put right.
        await writeAtomically(pathOf(zip), bytes);
        return zip;
      }),

    record: (key, artifact) => write(() => writeAtomically(keyPath(key), JSON.stringify(artifact))),

    async withScratch(task) {
      const scratch = await write(async () => {
        await makeFolder(join(folder, "work"));
        return mkdtemp(join(folder, "work", "build-"));
      });
      try {
        return await task(scratch);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    },
  };
}

/** Marks a file as used, once a day, so that pruning spares it. A cache that can only be read is fine too. */
function keepUsed(path: string): void {
  const now = Date.now();
  if (now - statSync(path).mtimeMs < dayMs) return;
  try {
    utimesSync(path, now / 1000, now / 1000);
  } catch {}
}

function isStoredArtifact(value: unknown): value is StoredArtifact {
  if (typeof value !== "object" || value === null) return false;
  if (!("sha256" in value && "bytes" in value && "binary" in value)) return false;
  return (
    /^[0-9a-f]{64}$/.test(String(value.sha256)) && typeof value.bytes === "number" && Boolean(value.binary)
  );
}
