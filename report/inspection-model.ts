import type { EvidenceDocument } from "./evidence-document.js";

/** The part of an inspection's document that every kind has. */
interface Common {
  readonly schema: 1;
  readonly path: string;
  /** Of the zip, of the binary, or of the image's manifest. */
  readonly sha256: string;
  readonly bytes: number;
  /** Null when the program is not there. */
  readonly binary: BinaryDocument | null;
}

export interface BinaryDocument {
  readonly sha256: string;
  readonly bytes: number;
  readonly os: string;
  readonly arch: string;
  readonly static: boolean;
  readonly goVersion: string;
  readonly module: string;
  readonly dependencies: readonly string[];
}

export interface FileDocument {
  readonly path: string;
  readonly kind: string;
  /** As `chmod` takes it, `0755`; null when it is not told. */
  readonly mode: string | null;
  readonly bytes: number;
}

export interface ImageDocument extends Common {
  readonly kind: "image";
  readonly savedAs: string;
  readonly digest: string;
  readonly mediaType: string;
  readonly unpackedBytes: number;
  readonly config: {
    readonly mediaType: string;
    readonly os: string;
    readonly arch: string;
    readonly created: string;
    readonly user: string;
    readonly entrypoint: readonly string[];
    readonly command: readonly string[];
    readonly workingFolder: string;
    /** Names alone: values may be secrets. */
    readonly environment: readonly string[];
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly layers: readonly {
    readonly digest: string;
    readonly mediaType: string;
    readonly bytes: number;
    readonly unpackedBytes: number;
    readonly files: readonly FileDocument[];
  }[];
  /** `saved`: it lies beside the image; otherwise it was made of the image's program just now. */
  readonly sbom: {
    readonly saved: boolean;
    readonly digest: string;
    readonly components: readonly { readonly name: string; readonly version: string }[];
  } | null;
  /** `ofThisImage`: it names this very image. */
  readonly provenance: {
    readonly digest: string;
    readonly ofThisImage: boolean;
    readonly builder: string;
  } | null;
}

export interface ZipDocument extends Common {
  readonly kind: "zip";
  readonly files: readonly FileDocument[];
}

/** What was inspected and what it holds. */
export type ContentDocument = ImageDocument | ZipDocument | (Common & { readonly kind: "binary" });

/** What `goserverless inspect --json` prints; fields are added to it, never renamed. */
export type InspectionDocument = ContentDocument & {
  /** What the program costs; null when there is no program. */
  readonly evidence: EvidenceDocument | null;
};
