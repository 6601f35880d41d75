import { BuildError } from "../../build-error.js";
import { type Blob, type Digest, toBlob } from "../blob.js";
import { indexTypes, mediaTypes } from "../media-types.js";
import { isDigest } from "../read-manifest.js";
import type { Client } from "./client.js";
import { messages } from "./messages.js";
import { manifestName, manifestPath, pushScope } from "./repository.js";
import type { Answer } from "./transport.js";

const accept = [...Object.values(mediaTypes).map(({ manifest }) => manifest), ...indexTypes].join(", ");

/** The digest of what a tag or digest stands for; nothing when the registry has none. */
export async function findManifest(
  client: Client,
  repository: string,
  reference: string,
): Promise<Digest | undefined> {
  const answer = await ask(client, "HEAD", repository, reference);
  if (answer === undefined) return undefined;
  const digest = answer.headers["docker-content-digest"];
  if (isDigest(digest)) return digest;
  return (await pullManifest(client, repository, reference))?.digest;
}

/** What a tag or digest stands for; nothing when the registry has none. */
export async function pullManifest(
  client: Client,
  repository: string,
  reference: string,
): Promise<Blob | undefined> {
  const answer = await ask(client, "GET", repository, reference);
  if (answer === undefined) return undefined;
  const mediaType = (answer.headers["content-type"] ?? "").replace(/\s*;.*/, "");
  const manifest = toBlob(mediaType, answer.body);
  if (isDigest(reference) && manifest.digest !== reference)
    throw new BuildError(
      messages.storedOther(client.registry, manifestName(repository, reference), manifest.digest),
    );
  return manifest;
}

async function ask(
  client: Client,
  method: string,
  repository: string,
  reference: string,
): Promise<Answer | undefined> {
  const request = {
    method,
    to: manifestPath(repository, reference),
    scopes: [pushScope(repository)],
    what: manifestName(repository, reference),
    headers: { accept },
  };
  const answer = await client.send(request);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw client.refusal(request, answer);
  return answer;
}
