import { BuildError } from "../../build-error.js";
import type { Blob } from "../blob.js";
import type { Client } from "./client.js";
import { PassingError } from "./failure.js";
import { blobName, pullScope, pushScope } from "./repository.js";
import { toSession, type UploadSession } from "./upload-session.js";

/**
 * Has a registry take a blob over from another of its repositories.
 *
 * @returns The upload that the registry begins instead, if any.
 */
export async function mountBlob(
  client: Client,
  repository: string,
  blob: Blob,
  from: string,
): Promise<"mounted" | UploadSession | undefined> {
  const query = `mount=${encodeURIComponent(blob.digest)}&from=${encodeURIComponent(from)}`;
  try {
    const answer = await client.send({
      method: "POST",
      to: `/v2/${repository}/blobs/uploads/?${query}`,
      scopes: [pushScope(repository), pullScope(from)],
      what: blobName(repository, blob),
    });
    if (answer.status === 201) return "mounted";
    return answer.status === 202 ? toSession(client, answer) : undefined;
  } catch (error) {
    // A login may be refused for the other repository alone; uploading tells.
    if (error instanceof BuildError && !(error instanceof PassingError)) return undefined;
    throw error;
  }
}
