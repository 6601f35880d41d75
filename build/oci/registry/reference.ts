import { BuildError } from "../../build-error.js";
import type { Digest } from "../blob.js";
import { isDigest } from "../read-manifest.js";
import { messages } from "./messages.js";

/** Where an image is, or is to be put. */
export interface Reference {
  /** Host and optional port. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

// https://github.com/distribution/reference/blob/main/regexp.go
const label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const host = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[0-9a-fA-F:.]+\\])(?::([0-9]{1,5}))?$`);
const part = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const path = new RegExp(`^${part}(?:/${part})*$`);
const tagged = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const maxRepositoryCharacters = 255;

/** Parses `host[:port]/repository[:tag]` or `host[:port]/repository@sha256:...`. */
export function parseReference(text: string): Reference {
  const { name, tag, digest } = split(text);
  const slash = name.indexOf("/");
  const registry = name.slice(0, Math.max(slash, 0));
  // Without these, it is the first part of a name: "shop/api".
  if (!/[.:]/.test(registry) && registry !== "localhost")
    throw new BuildError(messages.repositoryWithoutHost(text));
  const repository = name.slice(slash + 1);
  checkHost(registry);
  checkRepository(repository);
  if (tag !== undefined && !tagged.test(tag)) throw new BuildError(messages.badTag(tag));
  if (digest !== undefined && !isDigest(digest)) throw new BuildError(messages.badDigest(digest));
  if (tag !== undefined && digest !== undefined) throw new BuildError(messages.tagAndDigest(text));
  return {
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function split(text: string): { name: string; tag?: string; digest?: string } {
  const scheme = /^([a-z]+):\/\//i.exec(text)?.[1];
  const at = text.indexOf("@");
  // What is not clearly a digest could be a password, and is not shown.
  if (at !== -1 && !/^sha\d+:[^@/]*$/.test(text.slice(at + 1)))
    throw new BuildError(messages.repositoryWithUser);
  if (scheme) throw new BuildError(messages.repositoryWithScheme(scheme));
  const named = at === -1 ? text : text.slice(0, at);
  // A colon before the last slash belongs to the port.
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  const hasTag = colon !== -1 && named.includes("/");
  return {
    name: hasTag ? named.slice(0, colon) : named,
    ...(hasTag ? { tag: named.slice(colon + 1) } : {}),
    ...(at === -1 ? {} : { digest: text.slice(at + 1) }),
  };
}

function checkHost(registry: string): void {
  const match = host.exec(registry);
  const port = Number(match?.[1] ?? 443);
  if (!match || port < 1 || port > 65535) throw new BuildError(messages.badHost(registry));
}

function checkRepository(repository: string): void {
  if (!path.test(repository)) throw new BuildError(messages.badRepository(repository));
  if (repository.length > maxRepositoryCharacters)
    throw new BuildError(messages.longRepository(maxRepositoryCharacters, repository.length));
}
