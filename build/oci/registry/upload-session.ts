import { BuildError } from "../../build-error.js";
import type { Blob } from "../blob.js";
import type { Client, RegistryRequest } from "./client.js";
import { PassingError } from "./failure.js";
import { messages } from "./messages.js";
import { errorOf } from "./refusal.js";
import { blobName, pushScope } from "./repository.js";
import type { Answer } from "./transport.js";

/** An upload that a registry has begun to take. */
export interface UploadSession {
  readonly location: URL;
  /** How many bytes the registry has. */
  readonly offset: number;
  /** The smallest chunk that it takes, if it wants chunks. */
  readonly minChunkBytes: number | undefined;
}

/** The steps of an upload: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-blobs */
export interface UploadSteps {
  start(): Promise<UploadSession>;
  /** Asks what has arrived; nothing when the registry knows the upload no more. */
  resume(session: UploadSession): Promise<UploadSession | undefined>;
  patch(session: UploadSession, chunk: Uint8Array): Promise<UploadSession>;
  /** Ends the upload with the bytes that are left. */
  finish(session: UploadSession, rest: Uint8Array): Promise<void>;
}

/** A request larger than the registry takes. */
export class TooLargeError extends PassingError {}

/** The upload itself is spoilt, and is to be started again. */
export class SpoiltError extends PassingError {}

const spoiltCodes = [
  "BLOB_UPLOAD_UNKNOWN",
  "BLOB_UPLOAD_INVALID",
  "DIGEST_INVALID",
  "RANGE_INVALID",
  "SIZE_INVALID",
];

export function uploadSteps(
  client: Client,
  repository: string,
  blob: Blob,
  onSent: (bytes: number) => void,
): UploadSteps {
  const common = { scopes: [pushScope(repository)], what: blobName(repository, blob) };
  const binary = { "content-type": "application/octet-stream" };

  async function ask(
    request: Omit<RegistryRequest, "scopes" | "what">,
    ...accepted: number[]
  ): Promise<Answer> {
    const answer = await client.once({ ...common, ...request });
    if (accepted.includes(answer.status)) return answer;
    const refusal = client.refusal(common, answer);
    if (answer.status === 413) throw new TooLargeError(refusal.message);
    if ([404, 409, 416].includes(answer.status) || spoiltCodes.includes(errorOf(answer).code))
      throw request.method === "POST" ? refusal : new SpoiltError(refusal.message);
    throw refusal;
  }

  return {
    start: async () =>
      toSession(client, await ask({ method: "POST", to: `/v2/${repository}/blobs/uploads/` }, 202)),

    async resume({ location, minChunkBytes }) {
      const answer = await client.once({ ...common, method: "GET", to: location });
      const offset = offsetOf(answer, blob.bytes.length);
      if (answer.status !== 204 || offset === undefined) return undefined;
      return { location: nextLocation(client, answer, location), offset, minChunkBytes };
    },

    async patch({ location, offset, minChunkBytes }, chunk) {
      const end = offset + chunk.length;
      const headers = { ...binary, "content-range": `${offset}-${end - 1}` };
      const answer = await ask({ method: "PATCH", to: location, headers, body: chunk, onSent }, 202);
      const reached = offsetOf(answer, end) ?? end;
      if (reached <= offset) throw new SpoiltError(messages.chunkLost(client.registry, common.what));
      return { location: nextLocation(client, answer, location), offset: reached, minChunkBytes };
    },

    async finish({ location }, rest) {
      const to = new URL(location.href);
      // Set as text: what the registry wrote there must come back as it is.
      to.search += `${to.search === "" ? "?" : "&"}digest=${encodeURIComponent(blob.digest)}`;
      const answer = await ask({ method: "PUT", to, headers: binary, body: rest, onSent }, 201, 204);
      const stored = answer.headers["docker-content-digest"];
      if (stored !== undefined && stored !== blob.digest)
        throw new BuildError(messages.storedOther(client.registry, common.what, String(stored)));
    },
  };
}

export function toSession(client: Client, answer: Answer): UploadSession {
  const min = Number(answer.headers["oci-chunk-min-length"]);
  return { location: client.locationOf(answer), offset: 0, minChunkBytes: min > 0 ? min : undefined };
}

function nextLocation(client: Client, answer: Answer, location: URL): URL {
  return answer.headers.location === undefined ? location : client.locationOf(answer);
}

/** How many bytes have arrived. "0-0" can mean none or one, so it tells nothing. */
function offsetOf({ headers }: Answer, most: number): number | undefined {
  const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(headers.range ?? "")?.[1] ?? 0);
  return last > 0 && last < most ? last + 1 : undefined;
}
