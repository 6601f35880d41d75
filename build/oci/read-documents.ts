import { BuildError } from "../build-error.js";
import type { Digest, Image, Referrer } from "./blob.js";
import { fileNameOf } from "./documents.js";
import { isObject, listIn, objectIn, parseObject, textIn } from "./json.js";
import type { DocumentedImage } from "./layout-files.js";
import { messages } from "./messages.js";

/** What an SBOM lists. */
export interface SbomSummary {
  readonly digest: Digest;
  /** The version is empty where the SBOM tells none. */
  readonly components: readonly { readonly name: string; readonly version: string }[];
}

/** What a provenance states. */
export interface ProvenanceSummary {
  readonly digest: Digest;
  /** It names this very image. */
  readonly isOfImage: boolean;
  readonly builder: string;
}

/** Reads the documents about an image, as far as people want to know. */
export function readDocuments(image: DocumentedImage): {
  readonly sbom?: SbomSummary;
  readonly provenance?: ProvenanceSummary;
} {
  const find = (name: string) => image.referrers.find((each) => fileNameOf(each) === name);
  const sbom = find("sbom.cdx.json");
  const provenance = find("provenance.intoto.json");
  try {
    return {
      ...(sbom && { sbom: readSbom(sbom) }),
      ...(provenance && { provenance: readProvenance(provenance, image) }),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BuildError(messages.imageUnreadable(image.manifest.digest, reason), { cause });
  }
}

/** Reads an SBOM in CycloneDX. Throws an `Error` whose message says what is wrong with it, as a clause. */
export function readSbom({ blob }: Pick<Referrer, "blob">): SbomSummary {
  const document = parseObject(blob.bytes, "its sbom.cdx.json");
  const components = listIn(document, "components")
    .filter(isObject)
    .map((component) => ({ name: textIn(component, "name"), version: textIn(component, "version") }));
  return { digest: blob.digest, components };
}

function readProvenance({ blob }: Referrer, { manifest }: Image): ProvenanceSummary {
  const document = parseObject(blob.bytes, "its provenance.intoto.json");
  const subjects = listIn(document, "subject").filter(isObject);
  const builder = objectIn(objectIn(objectIn(document, "predicate"), "runDetails"), "builder");
  return {
    digest: blob.digest,
    isOfImage: subjects.some(
      (subject) => `sha256:${textIn(objectIn(subject, "digest"), "sha256")}` === manifest.digest,
    ),
    builder: textIn(builder, "id"),
  };
}
