import { type Referrer, toBlob } from "./blob.js";

/** What a document is called in a registry; it is also the name of its file. */
const titleName = "org.opencontainers.image.title";

interface DocumentType {
  readonly mediaType: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The documents about an image, by the names of their files. */
export const documentTypes = {
  "sbom.cdx.json": { mediaType: "application/vnd.cyclonedx+json" },
  "provenance.intoto.json": {
    mediaType: "application/vnd.in-toto+json",
    annotations: { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v1" },
  },
} as const satisfies Record<string, DocumentType>;

type DocumentName = keyof typeof documentTypes;
export const documentNames = Object.keys(documentTypes) as readonly DocumentName[];

/** What an OCI layout with all its documents holds beside the blobs. */
export const topFileNames: readonly string[] = ["oci-layout", "index.json", ...documentNames];

/** Makes a document of its file. */
export function toDocument(name: DocumentName, bytes: Uint8Array): Referrer {
  const { mediaType, annotations }: DocumentType = documentTypes[name];
  return {
    artifactType: mediaType,
    blob: toBlob(mediaType, bytes),
    annotations: { ...annotations, [titleName]: name },
  };
}

/** The name of a document's file. */
export function fileNameOf({ annotations }: Referrer): string {
  return annotations[titleName] ?? "";
}
