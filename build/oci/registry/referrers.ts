import { BuildError } from "../../build-error.js";
import { type Blob, type Image, type Referrer, toBlob } from "../blob.js";
import { isObject, type JsonObject, listIn, parseObject, textIn } from "../json.js";
import { type Descriptor, toDescriptor } from "../manifest.js";
import { mediaTypes, ociIndexType } from "../media-types.js";
import type { Client } from "./client.js";
import { messages } from "./messages.js";
import { pullManifest } from "./pull-manifest.js";
import { putManifest } from "./put-manifest.js";
import { manifestName } from "./repository.js";
import { type UploadOptions, uploadBlob } from "./upload.js";

/** Where a config has nothing to say: https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidance-for-an-empty-descriptor */
const emptyConfig = toBlob("application/vnd.oci.empty.v1+json", Buffer.from("{}"));

/** Others may write the list between our reading and writing it. */
const maxRounds = 5;

interface ListedReferrer extends Descriptor {
  readonly artifactType: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Puts documents about an image next to it, whose manifest must be there. */
export async function pushReferrers(
  client: Client,
  repository: string,
  image: Image,
  referrers: readonly Referrer[],
  options: UploadOptions = {},
): Promise<void> {
  if (referrers.length === 0) return;
  const unlisted: ListedReferrer[] = [];
  await uploadBlob(client, repository, emptyConfig);
  for (const referrer of referrers) {
    await uploadBlob(client, repository, referrer.blob, options);
    const manifest = toReferrerManifest(image, referrer);
    const answer = await putManifest(client, repository, manifest, manifest.digest);
    const { artifactType, annotations } = referrer;
    // Who knows the field lists the referrer, and says so in this header.
    if (answer.headers["oci-subject"] === undefined)
      unlisted.push({ ...toDescriptor(manifest), artifactType, annotations });
  }
  if (unlisted.length > 0) await list(client, repository, image, unlisted);
}

/** The manifest by which a document says what it is about. */
export function toReferrerManifest(image: Image, { artifactType, blob, annotations }: Referrer): Blob {
  const mediaType = mediaTypes.oci.manifest;
  const manifest = {
    schemaVersion: 2,
    mediaType,
    artifactType,
    config: toDescriptor(emptyConfig),
    layers: [toDescriptor(blob)],
    subject: toDescriptor(image.manifest),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  return toBlob(mediaType, Buffer.from(JSON.stringify(manifest)));
}

/** Lists referrers under a tag made of the digest: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
async function list(
  client: Client,
  repository: string,
  image: Image,
  referrers: readonly ListedReferrer[],
): Promise<void> {
  const tag = image.manifest.digest.replace(":", "-");
  for (let round = 0; round < maxRounds; round += 1) {
    const index = await readIndex(client, repository, tag);
    const known = listIn(index, "manifests");
    const missing = referrers.filter(
      ({ digest }) => !known.some((each) => isObject(each) && each["digest"] === digest),
    );
    if (missing.length === 0) return;
    const next = { ...index, manifests: [...known, ...missing] };
    await putManifest(client, repository, toBlob(ociIndexType, Buffer.from(JSON.stringify(next))), tag);
  }
  throw new BuildError(messages.referrersLost(client.registry, manifestName(repository, tag)));
}

async function readIndex(client: Client, repository: string, tag: string): Promise<JsonObject> {
  const found = await pullManifest(client, repository, tag);
  if (!found) return { schemaVersion: 2, mediaType: ociIndexType };
  try {
    if (found.mediaType !== ociIndexType) throw new Error("it is no OCI index");
    const index = parseObject(found.bytes, "the list of referrers");
    if (index["mediaType"] !== undefined && textIn(index, "mediaType") !== ociIndexType)
      throw new Error("it is no OCI index");
    return index;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const what = manifestName(repository, tag);
    throw new BuildError(messages.manifestUnreadable(client.registry, what, reason));
  }
}
