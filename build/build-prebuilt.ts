import { createHash } from "node:crypto";
import { artifactKey } from "./artifact-key.js";
import type { ArtifactStore, StoredArtifact } from "./artifact-store.js";
import { BuildError } from "./build-error.js";
import { checkBinary } from "./check-binary.js";
import { imageKey } from "./image-data.js";
import { includedDigest, readIncluded } from "./include.js";
import { messages } from "./messages.js";
import { pack } from "./pack.js";
import type { PrebuiltJob } from "./prepare.js";
import { readBinary } from "./read-binary.js";
import { showPath } from "./show-path.js";
import { type UnzippedEntry, unzip } from "./unzip.js";
import { type ZipEntry, zip } from "./zip.js";

/** Turns a file that was built before into an artifact: a zip is used as it is, a binary is packed. */
export async function buildPrebuilt(
  job: PrebuiltJob,
  store: ArtifactStore,
): Promise<StoredArtifact & { cached: boolean }> {
  const { image, request } = job;
  const { os, architecture } = request;
  const fingerprint = createHash("sha256").update(job.bytes).digest("hex");
  const included = await includedDigest(job.included);
  const key = artifactKey({
    os,
    architecture,
    fingerprint,
    included,
    ...(image && { image: imageKey(image) }),
  });
  const found = store.find(key);
  if (found) return { ...found, cached: true };
  const built = await (job.isZip ? keepZip(job, store) : packBinary(job, store));
  if (included === (await includedDigest(job.included))) await store.record(key, built);
  return { ...built, cached: false };
}

/** Of a file that was built before, nothing is known. */
const origin = { entry: "", flags: [] };

async function packBinary(
  { bytes: program, included, request: target, image, path }: PrebuiltJob,
  store: ArtifactStore,
): Promise<StoredArtifact> {
  const subject = `"artifact" ${showPath(path)}`;
  return pack({ program, included: await readIncluded(included), target, image, origin, subject }, store);
}

async function keepZip(
  { bytes, request, image, path }: PrebuiltJob,
  store: ArtifactStore,
): Promise<StoredArtifact> {
  const shown = showPath(path);
  const entries = await readOrRefuse(shown, () => unzip(bytes));
  const bootstrap = entries.find((entry) => entry.name === "bootstrap");
  if (!bootstrap) throw new BuildError(messages.artifactZipWithoutBootstrap(shown));
  const binary = await readOrRefuse(shown, () => bootstrap.read());
  const subject = `"bootstrap" in "artifact" ${shown}`;
  if (image) {
    const included = (await readFiles(shown, entries)).filter(({ name }) => name !== "bootstrap");
    return pack({ program: binary, included, target: request, image, origin, subject }, store);
  }
  checkBinary(binary, request, subject);
  // The clouds keep the mode that the zip says, and could not run the binary without the execute bit.
  const runnable = isExecutable(bootstrap) ? bytes : await zip(await readFiles(shown, entries));
  return { ...(await store.saveZip(runnable)), binary: await readBinary(binary) };
}

/** To be packed again: many tools (on Windows, in build scripts) write zips without Unix modes. */
async function readFiles(shown: string, entries: readonly UnzippedEntry[]): Promise<ZipEntry[]> {
  const files = entries.filter((entry) => !entry.name.endsWith("/"));
  return Promise.all(
    files.map(async (entry) => ({
      name: entry.name,
      bytes: await readOrRefuse(shown, () => entry.read()),
      executable: entry.name === "bootstrap" || isExecutable(entry),
    })),
  );
}

function isExecutable({ mode = 0 }: UnzippedEntry): boolean {
  return (mode & 0o111) !== 0;
}

async function readOrRefuse<T>(shown: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BuildError(messages.artifactZipUnreadable(shown, reason), { cause });
  }
}
