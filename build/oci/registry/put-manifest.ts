import { BuildError } from "../../build-error.js";
import type { Blob } from "../blob.js";
import type { Client } from "./client.js";
import { messages } from "./messages.js";
import { manifestName, manifestPath, pushScope } from "./repository.js";
import type { Answer } from "./transport.js";

/** Puts a manifest under its digest or a tag, once all that it points to is there. */
export async function putManifest(
  client: Client,
  repository: string,
  manifest: Blob,
  reference: string,
): Promise<Answer> {
  const request = {
    method: "PUT",
    to: manifestPath(repository, reference),
    scopes: [pushScope(repository)],
    what: manifestName(repository, reference),
    headers: { "content-type": manifest.mediaType },
    body: manifest.bytes,
  };
  const answer = await client.send(request);
  if (answer.status !== 201) throw client.refusal(request, answer);
  const stored = answer.headers["docker-content-digest"];
  if (stored !== undefined && stored !== manifest.digest)
    throw new BuildError(messages.storedOther(client.registry, request.what, String(stored)));
  return answer;
}
