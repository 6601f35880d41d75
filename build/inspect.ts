import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { BinaryInfo } from "./artifact.js";
import { BuildError } from "./build-error.js";
import { readExecutable } from "./executable.js";
import { messages } from "./messages.js";
import { type ProvenanceSummary, readDocuments, readSbom, type SbomSummary } from "./oci/read-documents.js";
import { type ImageContent, type ImageFile, readImage } from "./oci/read-image.js";
import { readBinary } from "./read-binary.js";
import { imageReaders, type SavedImageKind } from "./read-saved-image.js";
import { type SavedKind, savedKind } from "./saved-kind.js";
import { showPath } from "./show-path.js";
import { unzip } from "./unzip.js";

/** A program, with what its header says. */
export interface ProgramContent extends BinaryInfo {
  /** As `GOOS` and `GOARCH` name them; empty when neither its header nor its image tells. */
  readonly os: string;
  readonly architecture: string;
}

/** What is in a saved image. */
export interface ImageInspection extends Omit<ImageContent, "binary" | "sbom"> {
  readonly kind: "image";
  readonly savedAs: SavedImageKind;
  readonly configMediaType: string;
  /** What the image runs, if it is there. */
  readonly program?: ProgramContent;
  /** `isSaved`: it lies beside the image; otherwise it was made of the image's program just now. */
  readonly sbom?: SbomSummary & { readonly isSaved: boolean };
  readonly provenance?: ProvenanceSummary;
}

/** What is in a zip. */
export interface ZipInspection {
  readonly kind: "zip";
  readonly sha256: string;
  readonly bytes: number;
  readonly files: readonly SavedFile[];
  /** `bootstrap`, if it is there. */
  readonly program?: ProgramContent;
}

/** A file of a zip or an image. */
export interface SavedFile extends Pick<ImageFile, "path" | "kind" | "bytes"> {
  /** Permissions; unset when the zip tells none. */
  readonly mode?: number;
}

/** A program as it is. */
export interface BinaryInspection {
  readonly kind: "binary";
  readonly program: ProgramContent;
}

export type Inspection = ImageInspection | ZipInspection | BinaryInspection;

const inspectors: Readonly<Record<SavedKind, (path: string) => Promise<Inspection>>> = {
  layout: (path) => inspectImage(path, "layout"),
  "docker-tar": (path) => inspectImage(path, "docker-tar"),
  zip: inspectZip,
  binary: async (path) => ({ kind: "binary", program: await readProgram(await readFile(path)) }),
};

/** Tells what a saved image, a zip or a binary is and holds. */
export async function inspect(path: string): Promise<Inspection> {
  return inspectors[await savedKind(path)](path);
}

async function inspectImage(path: string, savedAs: SavedImageKind): Promise<ImageInspection> {
  const image = await imageReaders[savedAs](path);
  const { sbom: made, binary, ...content } = await readImage(image);
  const { sbom: saved, provenance } = readDocuments(image);
  const { os, architecture } = content.config;
  const sbom = saved ?? (made && readSbom(made));
  return {
    kind: "image",
    savedAs,
    ...content,
    configMediaType: image.config.mediaType,
    ...(binary && { program: { ...binary, os, architecture } }),
    ...(sbom && { sbom: { ...sbom, isSaved: saved !== undefined } }),
    ...(provenance && { provenance }),
  };
}

async function inspectZip(path: string): Promise<ZipInspection> {
  const bytes = await readFile(path);
  try {
    const entries = unzip(bytes);
    const bootstrap = entries.find(({ name }) => name === "bootstrap");
    return {
      kind: "zip",
      sha256: createHash("sha256").update(bytes).digest("hex"),
      bytes: bytes.length,
      files: entries.map((entry) => ({
        path: entry.name.replace(/\/$/, ""),
        kind: entry.name.endsWith("/") ? "folder" : "file",
        ...(entry.mode === undefined ? {} : { mode: entry.mode & 0o7777 }),
        bytes: entry.bytes,
      })),
      ...(bootstrap && { program: await readProgram(await bootstrap.read()) }),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BuildError(messages.savedZipDamaged(showPath(path), reason), { cause });
  }
}

async function readProgram(bytes: Buffer): Promise<ProgramContent> {
  const header = readExecutable(bytes);
  return {
    ...(await readBinary(bytes)),
    os: header?.os ?? "",
    architecture: header?.architecture ?? "",
  };
}
