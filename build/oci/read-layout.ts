import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BuildError } from "../build-error.js";
import { showPath } from "../show-path.js";
import { type Blob, digestOf, type Referrer } from "./blob.js";
import { documentNames, toDocument } from "./documents.js";
import { listIn, parseObject, textIn } from "./json.js";
import { blobPath, type DocumentedImage } from "./layout-files.js";
import type { Descriptor } from "./manifest.js";
import { messages } from "./messages.js";
import { checkManifestType, readManifest, toDescriptor } from "./read-manifest.js";
import { untar } from "./untar.js";

/** The content of a layout's file, if it is there. */
type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

/** Reads the image of an OCI layout folder, and the documents next to it; every blob is checked against its name. */
export async function readLayout(folder: string): Promise<DocumentedImage> {
  return orRefuse(
    () => readImageOf(async (path) => readFile(join(folder, path)).catch(absent)),
    (reason) => messages.layoutUnreadable(showPath(folder), reason),
  );
}

/** Reads the image of a tar that holds an OCI layout, such as ours for `docker load`. */
export async function readDockerTar(path: string): Promise<DocumentedImage> {
  return orRefuse(
    async () => {
      const bytes = await readFile(path).catch(absent);
      if (!bytes) throw new Error("it does not exist");
      const files = new Map(untar(bytes).map((member) => [member.path, member.bytes]));
      return readImageOf(async (each) => files.get(each));
    },
    (reason) => messages.tarUnreadable(showPath(path), reason),
  );
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw new Error(`it cannot be opened (${error.code})`, { cause: error });
}

async function orRefuse<T>(read: () => Promise<T>, message: (reason: string) => string): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new BuildError(message(cause instanceof Error ? cause.message : String(cause)), { cause });
  }
}

async function readImageOf(file: ReadFile): Promise<DocumentedImage> {
  const version = textIn(await objectAt(file, "oci-layout"), "imageLayoutVersion");
  if (version !== "1.0.0")
    throw new Error(`its layout version must be "1.0.0", got ${JSON.stringify(version.slice(0, 40))}`);
  const manifests = listIn(await objectAt(file, "index.json"), "manifests");
  if (manifests.length !== 1) throw new Error(`it must hold one image, got ${manifests.length}`);
  const descriptor = toDescriptor(manifests[0], "the image in its index.json");
  checkManifestType(descriptor.mediaType);
  const manifest = await blobOf(file, descriptor);
  const content = readManifest(manifest);
  const config = await blobOf(file, content.config);
  const layers: Blob[] = [];
  for (const layer of content.layers) layers.push(await blobOf(file, layer));
  return { manifest, config, layers, referrers: await documentsIn(file) };
}

async function documentsIn(file: ReadFile): Promise<Referrer[]> {
  const found: Referrer[] = [];
  for (const name of documentNames) {
    const bytes = await file(name);
    if (bytes) found.push(toDocument(name, bytes));
  }
  return found;
}

async function objectAt(file: ReadFile, path: string) {
  const bytes = await file(path);
  if (!bytes) throw new Error(`its ${path} is missing`);
  return parseObject(bytes, `its ${path}`);
}

async function blobOf(file: ReadFile, { mediaType, digest, size }: Descriptor): Promise<Blob> {
  const bytes = await file(blobPath(digest));
  if (!bytes) throw new Error(`its blob ${digest} is missing`);
  if (bytes.length !== size)
    throw new Error(`its blob ${digest} must have ${size} bytes, got ${bytes.length}`);
  if (digestOf(bytes) !== digest) throw new Error(`its blob ${digest} is damaged`);
  return { mediaType, digest, bytes };
}
