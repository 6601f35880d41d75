import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { Artifact, ArtifactKind } from "./artifact.js";
import { artifactPath } from "./artifact-path.js";
import { cacheError } from "./cache-error.js";
import { fileAt } from "./file-at.js";
import { hexOf, pulledBytes } from "./oci/blob.js";
import { topFileNames } from "./oci/documents.js";
import type { DocumentedImage } from "./oci/layout-files.js";
import { withWorkFolder } from "./work-folder.js";
import { writeAtomically } from "./write-atomically.js";

/** What is kept of an artifact, a file or a folder. */
type Stored = Pick<Artifact, "kind" | "sha256" | "bytes">;

/** What is known of an artifact without opening it; kept under its key as JSON. */
export type StoredArtifact = Stored & Pick<Artifact, "binary">;

/** The artifacts kept on this machine, named after their content, and keys that lead to them. */
export interface ArtifactStore {
  pathOf(artifact: Stored): string;
  /** The artifact that the key stands for, unless it is gone or damaged. */
  find(key: string): StoredArtifact | undefined;
  saveZip(zip: Uint8Array): Promise<Stored>;
  saveImage(image: DocumentedImage): Promise<Stored>;
  record(key: string, artifact: StoredArtifact): Promise<void>;
  /** Runs a task that needs a folder for intermediate files, which is removed afterwards. */
  withScratch<T>(task: (folder: string) => Promise<T>): Promise<T>;
}

const dayMs = 24 * 60 * 60 * 1000;

export function openStore(folder: string): ArtifactStore {
  const pathOf = (artifact: Stored) => artifactPath(artifact, folder);
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
        if (!isStoredArtifact(artifact) || sizeAt[artifact.kind](pathOf(artifact)) !== artifact.bytes)
          return undefined;
        keepUsed(pathOf(artifact));
        keepUsed(keyPath(key));
        return artifact;
      } catch {
        // Whatever is wrong with an entry of the cache, building again puts it right.
        return undefined;
      }
    },

    saveZip: (bytes) =>
      write(async () => {
        const sha256 = createHash("sha256").update(bytes).digest("hex");
        const zip: Stored = { kind: "zip", sha256, bytes: bytes.length };
        // Written even when the name is there already, so that a file damaged on disk is put right.
        await writeAtomically(pathOf(zip), bytes);
        return zip;
      }),

    saveImage: (image) =>
      write(async () => {
        const sha256 = hexOf(image.manifest.digest);
        const stored: Stored = { kind: "image", sha256, bytes: pulledBytes(image) };
        // Who reads a folder reads several files, which must not be exchanged meanwhile.
        if (!(await isWhole(pathOf(stored), image))) {
          const { putLayout } = await import("./oci/layout.js");
          await putLayout(image, pathOf(stored));
        }
        return stored;
      }),

    record: (key, artifact) => write(() => writeAtomically(keyPath(key), JSON.stringify(artifact))),

    withScratch: (task) => withWorkFolder("build-", task, folder),
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

/** How large an artifact is on disk, to tell whether it is whole. */
const sizeAt: Readonly<Record<ArtifactKind, (path: string) => number | undefined>> = {
  zip: (path) => fileAt(path)?.size,
  image(path) {
    if (topFileNames.some((name) => statSync(join(path, name)).size === 0)) return undefined;
    const blobs = join(path, "blobs", "sha256");
    return readdirSync(blobs).reduce((sum, name) => sum + statSync(join(blobs, name)).size, 0);
  },
};

async function isWhole(layout: string, { manifest, referrers }: DocumentedImage): Promise<boolean> {
  const { readLayout } = await import("./oci/read-layout.js");
  return readLayout(layout).then(
    (found) => found.manifest.digest === manifest.digest && found.referrers.length === referrers.length,
    () => false,
  );
}

function isStoredArtifact(value: unknown): value is StoredArtifact {
  if (typeof value !== "object" || value === null) return false;
  if (!("kind" in value && "sha256" in value && "bytes" in value && "binary" in value)) return false;
  return (
    Object.hasOwn(sizeAt, String(value.kind)) &&
    /^[0-9a-f]{64}$/.test(String(value.sha256)) &&
    typeof value.bytes === "number" &&
    Boolean(value.binary)
  );
}
