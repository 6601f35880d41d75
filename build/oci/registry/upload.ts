import { BuildError } from "../../build-error.js";
import type { Blob } from "../blob.js";
import type { Client } from "./client.js";
import { messages } from "./messages.js";
import { mountBlob } from "./mount.js";
import { blobName } from "./repository.js";
import { statBlob } from "./stat-blob.js";
import { SpoiltError, TooLargeError, type UploadSession, uploadSteps } from "./upload-session.js";

export interface UploadOptions {
  /** A repository of the same registry that may have the blob. */
  readonly mountFrom?: string;
  /** What is larger is sent in pieces of this size. */
  readonly chunkBytes?: number;
  /** Told how many bytes the registry has been sent; fewer than before when some were lost. */
  readonly onSent?: (bytes: number) => void;
}

/** How a blob came to be in a repository. */
export type Outcome = "present" | "mounted" | "uploaded";

const defaultChunkBytes = 16 * 1024 * 1024;
/** Registries that refuse even this much at once are refused in turn. */
const minChunkBytes = 1024 * 1024;

/** Brings a blob into a repository, unless it is there. */
export async function uploadBlob(
  client: Client,
  repository: string,
  blob: Blob,
  options: UploadOptions = {},
): Promise<Outcome> {
  const found = await statBlob(client, repository, blob);
  if (found === "whole") return "present";
  const { mountFrom } = options;
  const begun =
    found === "absent" && mountFrom !== undefined && mountFrom !== repository
      ? await mountBlob(client, repository, blob, mountFrom)
      : undefined;
  if (begun === "mounted") return "mounted";
  await send(client, repository, blob, begun, options);
  if (found === "truncated" && (await statBlob(client, repository, blob)) !== "whole")
    throw new BuildError(messages.keptTruncated(client.registry, blobName(repository, blob)));
  return "uploaded";
}

async function send(
  client: Client,
  repository: string,
  blob: Blob,
  begun: UploadSession | undefined,
  { chunkBytes = defaultChunkBytes, onSent }: UploadOptions,
): Promise<void> {
  const { bytes } = blob;
  let session = begun;
  let isBroken = false;
  let most = chunkBytes;
  let sent = 0;
  const tell = (total: number) => {
    sent = total;
    onSent?.(sent);
  };
  const steps = uploadSteps(client, repository, blob, (more) => tell(sent + more));

  /** Where to go on; nothing when the blob has arrived after all. */
  async function proceed(): Promise<UploadSession | undefined> {
    if (session && !isBroken) return session;
    const resumed = session && (await steps.resume(session));
    if (resumed) return resumed;
    // The answer to the last request may be all that was lost.
    if (isBroken && (await statBlob(client, repository, blob)) === "whole") return undefined;
    return steps.start();
  }

  async function attempt(): Promise<void> {
    session = await proceed();
    if (!session) return;
    isBroken = true;
    const isChunked = session.offset > 0 || session.minChunkBytes !== undefined || bytes.length > most;
    tell(session.offset);
    while (isChunked && session.offset < bytes.length) {
      const end = session.offset + Math.max(most, session.minChunkBytes ?? 0);
      session = await steps.patch(session, bytes.subarray(session.offset, end));
      tell(session.offset);
    }
    await steps.finish(session, isChunked ? new Uint8Array() : bytes);
  }

  await client.retry(
    () =>
      attempt().catch((error) => {
        if (error instanceof SpoiltError) session = undefined;
        if (error instanceof TooLargeError) most = smaller(most, bytes.length, error);
        throw error;
      }),
    () => session?.offset ?? 0,
  );
}

function smaller(most: number, size: number, error: TooLargeError): number {
  const next = Math.max(minChunkBytes, Math.floor(Math.min(most, size) / 4));
  if (next >= Math.min(most, size)) throw new BuildError(error.message);
  return next;
}
