import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { ArtifactStore, StoredArtifact } from "./artifact-store.js";
import { checkBinary } from "./check-binary.js";
import { type IncludedFile, readIncluded } from "./include.js";
import { limit } from "./limit.js";
import { readBinary } from "./read-binary.js";
import type { BuildRequest } from "./request.js";
import { zip } from "./zip.js";

/** Binaries held in memory at once. */
const limited = limit(availableParallelism());

/** Checks a binary, zips it as `bootstrap` with the included files and keeps the zip. */
export function pack(
  binary: string | Buffer,
  included: readonly IncludedFile[],
  target: Pick<BuildRequest, "os" | "architecture">,
  subject: string,
  store: ArtifactStore,
): Promise<StoredArtifact> {
  return limited(async () => {
    const bytes = typeof binary === "string" ? await readFile(binary) : binary;
    checkBinary(bytes, target, subject);
    const entries = [{ name: "bootstrap", bytes, executable: true }, ...(await readIncluded(included))];
    return { ...(await store.save(await zip(entries))), binary: await readBinary(bytes) };
  });
}
