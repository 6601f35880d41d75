import { BuildError } from "../../build-error.js";
import { limit } from "../../limit.js";
import type { Blob, Digest, Image } from "../blob.js";
import type { DocumentedImage } from "../layout-files.js";
import { type Client, openClient, type RegistryOptions } from "./client.js";
import { PassingError } from "./failure.js";
import { messages } from "./messages.js";
import { findManifest } from "./pull-manifest.js";
import { putManifest } from "./put-manifest.js";
import { parseReference } from "./reference.js";
import { pushReferrers, toReferrerManifest } from "./referrers.js";
import { type Outcome, type UploadOptions, uploadBlob } from "./upload.js";

/** How far a blob is. */
export interface Progress {
  readonly digest: Digest;
  readonly bytes: number;
  /** Fewer than before when the connection was lost and with it some of them. */
  readonly sentBytes: number;
  /** Set when it is there. */
  readonly outcome?: Outcome;
}

export interface PushOptions extends RegistryOptions, Pick<UploadOptions, "mountFrom" | "chunkBytes"> {
  /** How many blobs are sent at once. */
  readonly parallel?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Told why a registry does not take the documents, where an image without them is better than none; unset: fails. */
  readonly onUndocumented?: (reason: string) => void;
}

const defaultParallel = 4;

/**
 * Brings an image into a repository, and the documents about it.
 *
 * A tag is set last, so it never stands for half an image. What is there already is not sent.
 *
 * @param to - `host[:port]/repository[:tag]`
 * @returns `host[:port]/repository@sha256:...`
 */
export async function pushImage(
  image: Image & Partial<DocumentedImage>,
  to: string,
  options: PushOptions = {},
): Promise<string> {
  const { registry, repository, tag, digest } = parseReference(to);
  const { manifest } = image;
  if (digest !== undefined && digest !== manifest.digest)
    throw new BuildError(messages.otherDigest(digest, manifest.digest));
  const client = openClient(registry, options);
  const uri = `${registry}/${repository}@${manifest.digest}`;
  try {
    if (tag !== undefined && (await isThere(client, repository, tag, image))) return uri;
    if ((await findManifest(client, repository, manifest.digest)) === undefined) {
      await pushBlobs(client, repository, image.layers, options);
      await pushBlobs(client, repository, [image.config], options);
      await putManifest(client, repository, manifest, manifest.digest);
    }
    await pushDocuments(client, repository, image, options);
    // Setting a tag again is refused where tags are immutable.
    if (tag !== undefined && (await findManifest(client, repository, tag)) !== manifest.digest)
      await putManifest(client, repository, manifest, tag);
    return uri;
  } finally {
    client.close();
  }
}

/** A few questions, where nothing is to be sent. */
async function isThere(
  client: Client,
  repository: string,
  tag: string,
  image: Image & Partial<DocumentedImage>,
): Promise<boolean> {
  if ((await findManifest(client, repository, tag)) !== image.manifest.digest) return false;
  const documents = (image.referrers ?? []).map((each) => toReferrerManifest(image, each));
  const found = await Promise.all(documents.map(({ digest }) => findManifest(client, repository, digest)));
  return found.every((digest) => digest !== undefined);
}

async function pushDocuments(
  client: Client,
  repository: string,
  image: Image & Partial<DocumentedImage>,
  { onUndocumented }: PushOptions,
): Promise<void> {
  try {
    await pushReferrers(client, repository, image, image.referrers ?? []);
  } catch (error) {
    if (!onUndocumented || !(error instanceof BuildError) || error instanceof PassingError) throw error;
    onUndocumented(error.message);
  }
}

async function pushBlobs(
  client: Client,
  repository: string,
  blobs: readonly Blob[],
  { parallel = defaultParallel, onProgress, mountFrom, chunkBytes }: PushOptions,
): Promise<void> {
  const limited = limit(parallel);
  const distinct = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
  const failures: unknown[] = [];

  async function push(blob: Blob): Promise<void> {
    if (failures.length > 0) return;
    const { digest } = blob;
    const bytes = blob.bytes.length;
    const outcome = await uploadBlob(client, repository, blob, {
      ...(mountFrom === undefined ? {} : { mountFrom }),
      ...(chunkBytes === undefined ? {} : { chunkBytes }),
      onSent: (sentBytes) => onProgress?.({ digest, bytes, sentBytes }),
    });
    onProgress?.({ digest, bytes, sentBytes: bytes, outcome });
  }

  const pushes = distinct.map((blob) =>
    limited(() => push(blob)).catch((error) => {
      failures.push(error);
      // The others' work would be for nothing.
      client.abort();
    }),
  );
  await Promise.all(pushes);
  if (failures.length > 0) throw failures[0];
}
