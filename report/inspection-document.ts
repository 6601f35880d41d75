import type {
  ImageInspection,
  Inspection,
  ProgramContent,
  SavedFile,
  ZipInspection,
} from "../build/inspect.js";
import type { Evidence } from "./evidence.js";
import { toEvidenceDocument } from "./evidence-document.js";
import { toOctal } from "./file-mode.js";
import type {
  BinaryDocument,
  ContentDocument,
  FileDocument,
  ImageDocument,
  InspectionDocument,
  ZipDocument,
} from "./inspection-model.js";

/** An inspection as the document of `goserverless inspect --json`. */
export function toInspectionDocument(
  path: string,
  inspection: Inspection,
  evidence?: Evidence,
): InspectionDocument {
  return {
    ...toContentDocument(path, inspection),
    evidence: evidence ? toEvidenceDocument(evidence) : null,
  };
}

function toContentDocument(path: string, inspection: Inspection): ContentDocument {
  switch (inspection.kind) {
    case "image":
      return toImageDocument(path, inspection);
    case "zip":
      return toZipDocument(path, inspection);
    case "binary": {
      const binary = toBinary(inspection.program);
      return { schema: 1, kind: "binary", path, sha256: binary.sha256, bytes: binary.bytes, binary };
    }
  }
}

function toImageDocument(path: string, image: ImageInspection): ImageDocument {
  const { config, program, sbom, provenance } = image;
  const { os, architecture: arch, created, user, entrypoint, command, workingFolder, labels } = config;
  return {
    schema: 1,
    kind: "image",
    path,
    savedAs: image.savedAs,
    sha256: image.digest.replace("sha256:", ""),
    digest: image.digest,
    mediaType: image.mediaType,
    bytes: image.bytes,
    unpackedBytes: image.layers.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0),
    config: {
      mediaType: image.configMediaType,
      os,
      arch,
      created,
      user,
      entrypoint,
      command,
      workingFolder,
      environment: toNames(config.environment),
      labels,
    },
    layers: image.layers.map(({ digest, mediaType, bytes, unpackedBytes, files }) => ({
      digest,
      mediaType,
      bytes,
      unpackedBytes,
      files: files.map(toFile),
    })),
    binary: program ? toBinary(program) : null,
    sbom: sbom ? { saved: sbom.isSaved, digest: sbom.digest, components: sbom.components } : null,
    provenance: provenance
      ? { digest: provenance.digest, ofThisImage: provenance.isOfImage, builder: provenance.builder }
      : null,
  };
}

function toZipDocument(path: string, { sha256, bytes, files, program }: ZipInspection): ZipDocument {
  return {
    schema: 1,
    kind: "zip",
    path,
    sha256,
    bytes,
    files: files.map(toFile),
    binary: program ? toBinary(program) : null,
  };
}

function toFile({ path, kind, mode, bytes }: SavedFile): FileDocument {
  return { path, kind, mode: mode === undefined ? null : toOctal(mode), bytes };
}

function toBinary(program: ProgramContent): BinaryDocument {
  const { sha256, bytes, os, architecture: arch, goVersion, module, dependencies } = program;
  return { sha256, bytes, os, arch, static: program.static, goVersion, module, dependencies };
}

/** Names of `NAME=value`. */
export function toNames(environment: readonly string[]): readonly string[] {
  return environment.map((each) => each.replace(/=.*/s, ""));
}
