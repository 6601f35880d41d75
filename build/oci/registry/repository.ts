import type { Blob, Digest } from "../blob.js";

/** What a token must allow to push to a repository: https://distribution.github.io/distribution/spec/auth/scope/ */
export function pushScope(repository: string): string {
  return `repository:${repository}:pull,push`;
}

export function pullScope(repository: string): string {
  return `repository:${repository}:pull`;
}

export function blobPath(repository: string, digest: Digest): string {
  return `/v2/${repository}/blobs/${digest}`;
}

export function manifestPath(repository: string, reference: string): string {
  return `/v2/${repository}/manifests/${reference}`;
}

export function blobName(repository: string, { digest }: Pick<Blob, "digest">): string {
  return `the blob ${digest} of ${repository}`;
}

export function manifestName(repository: string, reference: string): string {
  return `the manifest ${reference} of ${repository}`;
}
