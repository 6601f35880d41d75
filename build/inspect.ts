import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { BinaryInfo } from "./artifact.js";
import { BuildError } from "./build-error.js";
import { readExecutable } from "./executable.js";
import { type GoBuildInfo, readGoBuildInfo } from "./go-build-info.js";
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
export interface ImageInspection extends Omit<ImageContent, "binary" | "sbom" | "program" | "unpackMs"> {
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

/** An inspection, with the program itself for a closer look. */
export interface Opened {
  readonly inspection: Inspection;
  readonly program?: LoadedProgram;
}

/** A program in memory. */
export interface LoadedProgram {
  readonly bytes: Buffer;
  /** Unset where Go wrote none. */
  readonly buildInfo?: GoBuildInfo;
  /** What unpacking it took just now; unset where it is not packed. */
  readonly unpackMs?: number;
}

const openers: Readonly<Record<SavedKind, (path: string) => Promise<Opened>>> = {
  layout: (path) => openImage(path, "layout"),
  "docker-tar": (path) => openImage(path, "docker-tar"),
  zip: openZip,
  binary: openBinary,
};

/** Tells what a saved image, a zip or a binary is and holds. */
export async function inspect(path: string): Promise<Inspection> {
  return (await open(path)).inspection;
}

/** The same, and keeps the program. */
export async function open(path: string): Promise<Opened> {
  return openers[await savedKind(path)](path);
}

async function openImage(path: string, savedAs: SavedImageKind): Promise<Opened> {
  const image = await imageReaders[savedAs](path);
  const { sbom: made, binary, program, unpackMs, ...content } = await readImage(image);
  const { sbom: saved, provenance } = readDocuments(image);
  const { os, architecture } = content.config;
  const sbom = saved ?? (made && readSbom(made));
  const inspection: ImageInspection = {
    kind: "image",
    savedAs,
    ...content,
    configMediaType: image.config.mediaType,
    ...(binary && { program: { ...binary, os, architecture } }),
    ...(sbom && { sbom: { ...sbom, isSaved: saved !== undefined } }),
    ...(provenance && { provenance }),
  };
  return { inspection, ...(program && { program: load(program, unpackMs) }) };
}

async function openZip(path: string): Promise<Opened> {
  const bytes = await readFile(path);
  try {
    const entries = unzip(bytes);
    const bootstrap = entries.find(({ name }) => name === "bootstrap");
    const before = performance.now();
    const program = await bootstrap?.read();
    const unpackMs = performance.now() - before;
    const inspection: ZipInspection = {
      kind: "zip",
      sha256: createHash("sha256").update(bytes).digest("hex"),
      bytes: bytes.length,
      files: entries.map((entry) => ({
        path: entry.name.replace(/\/$/, ""),
        kind: entry.name.endsWith("/") ? "folder" : "file",
        ...(entry.mode === undefined ? {} : { mode: entry.mode & 0o7777 }),
        bytes: entry.bytes,
      })),
      ...(program && { program: await readProgram(program) }),
    };
    return { inspection, ...(program && { program: load(program, unpackMs) }) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BuildError(messages.savedZipDamaged(showPath(path), reason), { cause });
  }
}

async function openBinary(path: string): Promise<Opened> {
  const bytes = await readFile(path);
  return { inspection: { kind: "binary", program: await readProgram(bytes) }, program: load(bytes) };
}

function load(bytes: Buffer, unpackMs?: number): LoadedProgram {
  const buildInfo = readGoBuildInfo(bytes);
  return { bytes, ...(buildInfo && { buildInfo }), ...(unpackMs === undefined ? {} : { unpackMs }) };
}

async function readProgram(bytes: Buffer): Promise<ProgramContent> {
  const header = readExecutable(bytes);
  return {
    ...(await readBinary(bytes)),
    os: header?.os ?? "",
    architecture: header?.architecture ?? "",
  };
}
