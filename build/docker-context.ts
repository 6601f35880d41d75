import { createHash, randomUUID } from "node:crypto";
import { chmod, mkdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheError } from "./cache-error.js";
import { cacheFolder } from "./cache-folder.js";
import { fileAt } from "./file-at.js";
import { makeFolder } from "./make-folder.js";
import { copiedFolder, toDockerfile } from "./oci/dockerfile.js";
import { readConfig } from "./oci/read-config.js";
import { readLayout } from "./oci/read-layout.js";
import { unpackLayer } from "./oci/unpack-layer.js";
import type { TarMember } from "./oci/untar.js";
import { readDockerfile } from "./read-dockerfile.js";
import { temporaryPrefix } from "./write-atomically.js";

/** What the Docker Engine builds an image from. */
export interface DockerContext {
  /** Kept in the cache under the name of its content. */
  readonly folder: string;
  /** Names the content: files, Dockerfile and its arguments. */
  readonly sha256: string;
}

/** A Dockerfile of the user's. */
export interface OwnDockerfile {
  /** Absolute. */
  readonly path: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Where a context has its Dockerfile; not just `Dockerfile`, which may be a file that a function includes. */
export const dockerfileName = "goserverless.Dockerfile";

/** One time for all files, so that the layers made of them are the same wherever and whenever they are made. */
const fixedTimeSeconds = 0;

/**
 * Lays out the files of a built image for the Docker Engine, with a Dockerfile.
 *
 * @param layout - The image, an OCI layout folder.
 * @param own - Unset: a Dockerfile that makes the same image is generated.
 */
export async function stageDockerContext(layout: string, own?: OwnDockerfile): Promise<DockerContext> {
  const { manifest, config, layers } = await readLayout(layout);
  const dockerfile = own ? await readDockerfile(own.path) : toDockerfile(readConfig(config.bytes));
  const args = Object.entries(own?.args ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const sha256 = createHash("sha256")
    .update(JSON.stringify([manifest.digest, own !== undefined, args]))
    .update(dockerfile)
    .digest("hex");
  const cache = cacheFolder();
  const folder = join(cache, "docker", sha256);
  try {
    if (!fileAt(folder)) {
      const members: TarMember[] = [];
      for (const layer of layers) members.push(...(await unpackLayer(layer)).members);
      await put(folder, own ? "" : copiedFolder, members, dockerfile);
    }
    // Marks it as used, so that pruning spares it.
    await utimes(folder, new Date(), new Date());
  } catch (error) {
    throw cacheError(error, cache);
  }
  return { folder, sha256 };
}

/** The folder is whole or not there: whoever writes the same at the same time writes the same. */
async function put(
  folder: string,
  below: string,
  members: readonly TarMember[],
  dockerfile: string | Buffer,
): Promise<void> {
  const temporary = join(dirname(folder), `${temporaryPrefix}${randomUUID()}`);
  try {
    await makeFolder(join(temporary, below));
    await unpack(members, join(temporary, below));
    await putFile(join(temporary, dockerfileName), dockerfile, 0o644);
    await rename(temporary, folder);
  } catch (error) {
    if (!fileAt(folder)) throw error;
  } finally {
    // Below a file, even removing fails.
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
  }
}

async function unpack(members: readonly TarMember[], root: string): Promise<void> {
  const folders = members.filter(({ kind }) => kind === "folder");
  for (const { path } of folders) await mkdir(join(root, path), { recursive: true });
  for (const { path, kind, mode, bytes } of members)
    if (kind === "file") await putFile(join(root, path), bytes, mode);
  // What is written into a folder changes its time.
  for (const { path, mode } of folders) await fix(join(root, path), mode);
}

async function putFile(path: string, bytes: string | Uint8Array, mode: number): Promise<void> {
  await writeFile(path, bytes);
  await fix(path, mode);
}

async function fix(path: string, mode: number): Promise<void> {
  // Not as the process's mask would have it.
  await chmod(path, mode);
  await utimes(path, fixedTimeSeconds, fixedTimeSeconds);
}
