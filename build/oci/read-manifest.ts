import type { Blob, Digest } from "./blob.js";
import { isObject, type JsonObject, listIn, parseObject, textIn } from "./json.js";
import type { Descriptor } from "./manifest.js";
import { indexTypes, mediaTypes } from "./media-types.js";

/** What a manifest points to. */
export interface ManifestContent {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

const manifestTypes: readonly string[] = Object.values(mediaTypes).map(({ manifest }) => manifest);

/** https://www.rfc-editor.org/rfc/rfc6838#section-4.2 */
const mediaTypePattern = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/;

/** Reads a manifest. Throws an `Error` whose message says what is wrong with it, as a clause. */
export function readManifest({ bytes, mediaType }: Pick<Blob, "bytes" | "mediaType">): ManifestContent {
  checkManifestType(mediaType);
  const manifest = parseObject(bytes, "its manifest");
  // A manifest that says it is something else could be read as that by others.
  const own = manifest["mediaType"] ?? mediaType;
  if (own !== mediaType) throw new Error(`its manifest does not say that it is ${mediaType}`);
  if (manifest["schemaVersion"] !== 2) throw new Error("its manifest has no schemaVersion 2");
  if (!Array.isArray(manifest["layers"])) throw new Error("its manifest has no layers");
  return {
    config: toDescriptor(manifest["config"], "its manifest's config"),
    layers: listIn(manifest, "layers").map((layer, index) =>
      toDescriptor(layer, `its manifest's layer ${index + 1}`),
    ),
  };
}

export function checkManifestType(mediaType: string): void {
  if (indexTypes.includes(mediaType))
    throw new Error("it is an index of images for several platforms, not an image for one");
  if (!manifestTypes.includes(mediaType))
    throw new Error(`its manifest is of the unknown type ${JSON.stringify(mediaType)}`);
}

/** A descriptor whose digest is safe to be used as a path. */
export function toDescriptor(value: unknown, subject: string): Descriptor {
  const object: JsonObject = isObject(value) ? value : {};
  const { digest, size } = object;
  const mediaType = textIn(object, "mediaType");
  if (!mediaTypePattern.test(mediaType)) throw new Error(`${subject} has no media type`);
  if (!isDigest(digest)) throw new Error(`${subject} has no sha256 digest`);
  if (!(typeof size === "number" && Number.isSafeInteger(size) && size >= 0))
    throw new Error(`${subject} has no size`);
  return { mediaType, size, digest };
}

export function isDigest(value: unknown): value is Digest {
  return typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
}
