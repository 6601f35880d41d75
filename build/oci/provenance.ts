import type { BinaryInfo } from "../artifact.js";
import type { GoArchitecture } from "../request.js";
import { hexOf, type Image, type Referrer } from "./blob.js";
import { documentTypes, toDocument } from "./documents.js";
import type { ImageLabels } from "./labels.js";
import { linkedModules, packageUrl } from "./package-url.js";

/** What is known of how an image came to be. */
export interface ProvenanceContent {
  /** What the image is called, `shop`. */
  readonly name: string;
  readonly image: Image;
  /** The Go main package, relative to its module: `./cmd/api`. */
  readonly entry: string;
  /** Arguments of `go build`; of environment variables nothing is told. */
  readonly flags: readonly string[];
  readonly architecture: GoArchitecture;
  readonly user: number;
  readonly binary: BinaryInfo;
  readonly labels: ImageLabels;
  readonly sbom: Referrer;
  readonly certificatesSha256?: string;
  readonly timeZonesSha256?: string;
}

const home = "https://github.com/goserverless/goserverless";
const predicateType = documentTypes["provenance.intoto.json"].annotations["in-toto.io/predicate-type"];

/** A file or a module, https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md */
interface ResourceDescriptor {
  readonly name?: string;
  readonly uri?: string;
  readonly mediaType?: string;
  readonly digest?: Readonly<Record<string, string>>;
}

/**
 * States how an image was made, as SLSA provenance (https://slsa.dev/spec/v1.1/provenance).
 *
 * It tells no time and no machine, so that the same image has the same provenance; nobody signs it here.
 */
export function toProvenance(content: ProvenanceContent): Referrer {
  const { name, image, entry, flags, architecture, user, binary, sbom } = content;
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name, digest: { sha256: hexOf(image.manifest.digest) } }],
    predicateType,
    predicate: {
      buildDefinition: {
        buildType: `${home}/go-image/v1`,
        externalParameters: { module: binary.module, entry, flags, os: "linux", architecture, user },
        resolvedDependencies: [
          ...source(content.labels),
          ...linkedModules(binary).map(({ path, version }) => ({ uri: packageUrl(path, version) })),
          ...file("ca-certificates.crt", content.certificatesSha256),
          ...file("zoneinfo.zip", content.timeZonesSha256),
        ],
      },
      runDetails: {
        builder: { id: home },
        byproducts: [
          { name: "bootstrap", digest: { sha256: binary.sha256 } },
          { name: "sbom", mediaType: sbom.blob.mediaType, digest: { sha256: hexOf(sbom.blob.digest) } },
        ],
      },
    },
  };
  return toDocument("provenance.intoto.json", Buffer.from(JSON.stringify(statement)));
}

function source({ source, revision }: ImageLabels): ResourceDescriptor[] {
  if (!source) return [];
  // Whatever else names a revision is no digest to be compared with.
  const isCommit = revision !== undefined && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revision);
  return [{ uri: `git+${source}`, ...(isCommit ? { digest: { gitCommit: revision } } : {}) }];
}

function file(name: string, sha256: string | undefined): ResourceDescriptor[] {
  return sha256 === undefined ? [] : [{ name, digest: { sha256 } }];
}
