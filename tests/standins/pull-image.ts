import { digestOf } from "../../build/oci/blob.js";
import { type ImageConfig, readConfig } from "../../build/oci/read-config.js";
import { readManifest } from "../../build/oci/read-manifest.js";
import { isLoopback } from "../../build/oci/registry/loopback.js";
import { parseReference } from "../../build/oci/registry/reference.js";
import { unpackLayer } from "../../build/oci/unpack-layer.js";
import type { TarMember } from "../../build/oci/untar.js";

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

/** An image as a cloud keeps it: pulled once, checked and read. */
export interface PulledImage {
  /** `sha256:...`, of the manifest. */
  readonly digest: string;
  readonly mediaType: string;
  readonly config: ImageConfig;
  /** Of all layers, the lowest first. */
  readonly files: readonly TarMember[];
  /** What was pulled: manifest, config and layers. */
  readonly bytes: number;
}

/** Why an image was not pulled; each cloud has its own words for it. */
export type PullProblem = "name" | "login" | "missing" | "index" | "architecture" | "damaged";

export class PullError extends Error {
  readonly problem: PullProblem;

  constructor(problem: PullProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

interface PullOptions {
  /** Who pulls; nobody in particular unless given. */
  readonly login?: RegistryLogin | undefined;
  /** What the cloud runs. */
  readonly architecture: "amd64" | "arm64";
}

const manifestTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];

/**
 * Pulls `127.0.0.1:port/name@sha256:...`, or a tag, as a cloud does before it runs a function from it.
 *
 * @throws PullError
 */
export async function pullImage(uri: string, options: PullOptions): Promise<PulledImage> {
  const { registry, repository, reference } = readName(uri);
  const get = (path: string) => fetchFrom(`http://${registry}/v2/${repository}/${path}`, uri, options.login);
  const answer = await get(`manifests/${reference}`);
  const mediaType = (answer.headers.get("content-type") ?? "").replace(/\s*;.*/, "");
  if (/index|manifest\.list/.test(mediaType)) throw new PullError("index", `${uri} is a ${mediaType}`);
  const bytes = await readChecked(answer, reference);
  const { config: configOf, layers } = damagedUnless(() => readManifest({ bytes, mediaType }));
  const blob = async (digest: string) => readChecked(await get(`blobs/${digest}`), digest);
  const config = damagedUnless(readConfig.bind(undefined, await blob(configOf.digest)));
  if (config.os !== "linux" || config.architecture !== options.architecture)
    throw new PullError("architecture", `${uri} is for ${config.os}/${config.architecture}`);
  const files: TarMember[] = [];
  for (const [index, layer] of layers.entries()) {
    const packed = { ...layer, bytes: await blob(layer.digest) };
    const { archive, members } = await unpackLayer(packed).catch(rethrowDamaged);
    if (digestOf(archive) !== config.diffIds[index])
      throw new PullError("damaged", `the layer ${layer.digest} is not the one that the config names`);
    files.push(...members);
  }
  const pulledBytes = [bytes.length, configOf.size, ...layers.map(({ size }) => size)];
  return {
    digest: digestOf(bytes),
    mediaType,
    config,
    files,
    bytes: pulledBytes.reduce((sum, each) => sum + each),
  };
}

function readName(uri: string): { registry: string; repository: string; reference: string } {
  try {
    const { registry, repository, digest, tag = "latest" } = parseReference(uri);
    if (!isLoopback(registry.replace(/:\d+$/, ""))) throw new Error(`${registry} is not on this machine`);
    return { registry, repository, reference: digest ?? tag };
  } catch (cause) {
    throw new PullError("name", (cause as Error).message);
  }
}

async function fetchFrom(url: string, uri: string, login: RegistryLogin | undefined): Promise<Response> {
  const basic = login && Buffer.from(`${login.username}:${login.password}`).toString("base64");
  const answer = await fetch(url, {
    headers: { accept: manifestTypes.join(", "), ...(basic && { authorization: `Basic ${basic}` }) },
  }).catch((cause) => {
    throw new PullError("missing", `${uri}: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  if (answer.status === 200) return answer;
  await answer.body?.cancel();
  const isRefused = answer.status === 401 || answer.status === 403;
  throw new PullError(isRefused ? "login" : "missing", `${uri}: the registry answered ${answer.status}`);
}

async function readChecked(answer: Response, reference: string): Promise<Buffer> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (reference.includes(":") && digestOf(bytes) !== reference)
    throw new PullError("damaged", `${reference} is stored with other bytes`);
  return bytes;
}

function damagedUnless<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    return rethrowDamaged(cause);
  }
}

function rethrowDamaged(cause: unknown): never {
  throw new PullError("damaged", cause instanceof Error ? cause.message : String(cause));
}
