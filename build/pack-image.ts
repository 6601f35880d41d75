import type { BinaryInfo } from "./artifact.js";
import { readGoBuildInfo } from "./go-build-info.js";
import type { ImageData } from "./image-data.js";
import type { Referrer } from "./oci/blob.js";
import { rfc3339 } from "./oci/created.js";
import { toImage } from "./oci/image.js";
import type { DocumentedImage } from "./oci/layout-files.js";
import { toProvenance } from "./oci/provenance.js";
import { programName, toSbom } from "./oci/sbom.js";
import type { GoArchitecture } from "./request.js";
import type { ZipEntry } from "./zip.js";

/** How a program came to be. */
export interface Origin {
  /** The main package, relative to its module: `./cmd/api`; empty for a file that was built before. */
  readonly entry: string;
  /** Arguments of `go build`. */
  readonly flags: readonly string[];
}

/** What is packed into an image. */
export interface ImageContent {
  readonly program: Buffer;
  readonly binary: BinaryInfo;
  readonly included: readonly ZipEntry[];
  readonly architecture: GoArchitecture;
  readonly data: ImageData;
  readonly origin: Origin;
}

/** Packs a program into an image, with the documents that tell what is in it and how it was made. */
export async function packImage(content: ImageContent): Promise<DocumentedImage> {
  const { program, binary, included, architecture, data, origin } = content;
  const image = await toImage({ ...data, binary: program, included, architecture });
  const hashes = {
    ...(data.certificates && { certificatesSha256: data.certificates.sha256 }),
    ...(data.timeZones && { timeZonesSha256: data.timeZones.sha256 }),
  };
  const sbom = toSbom({
    binary,
    settings: readGoBuildInfo(program)?.settings ?? [],
    created: rfc3339(data.createdSeconds),
    ...hashes,
  });
  const { user, labels } = data;
  const provenance: Referrer = toProvenance({
    name: programName(binary),
    image,
    ...origin,
    architecture,
    user,
    binary,
    labels,
    sbom,
    ...hashes,
  });
  return { ...image, referrers: [sbom, provenance] };
}
