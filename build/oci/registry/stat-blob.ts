import type { Blob } from "../blob.js";
import type { Client } from "./client.js";
import { blobName, blobPath, pushScope } from "./repository.js";

/** Whether a registry has a blob; "truncated" is one of another length than its digest stands for. */
export async function statBlob(
  client: Client,
  repository: string,
  blob: Blob,
): Promise<"whole" | "truncated" | "absent"> {
  const request = {
    method: "HEAD",
    to: blobPath(repository, blob.digest),
    scopes: [pushScope(repository)],
    what: blobName(repository, blob),
  };
  const answer = await client.send(request);
  if (answer.status === 404) return "absent";
  if (answer.status !== 200) throw client.refusal(request, answer);
  const length = answer.headers["content-length"];
  return length === undefined || Number(length) === blob.bytes.length ? "whole" : "truncated";
}
