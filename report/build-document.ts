import type { Artifact } from "../build/artifact.js";

/** An artifact and the entry that it was asked for with. */
export interface BuiltEntry {
  /** As the user wrote it. */
  readonly entry: string;
  /** Where the artifact was left. */
  readonly path: string;
  readonly artifact: Artifact;
}

/** What `goserverless build --json` prints; fields are added to it, never renamed. */
export interface BuildDocument {
  readonly schema: 1;
  readonly artifacts: readonly {
    readonly entry: string;
    readonly kind: string;
    readonly path: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly os: string;
    readonly arch: string;
    readonly cached: boolean;
    readonly buildMs: number;
    readonly binary: {
      readonly sha256: string;
      readonly bytes: number;
      readonly static: boolean;
      readonly goVersion: string;
      readonly module: string;
    };
  }[];
}

/** Artifacts as the document of `goserverless build --json`, field by field: the inside may be renamed, this may not. */
export function toBuildDocument(built: readonly BuiltEntry[]): BuildDocument {
  return {
    schema: 1,
    artifacts: built.map(({ entry, path, artifact }) => ({
      entry,
      kind: artifact.kind,
      path,
      sha256: artifact.sha256,
      bytes: artifact.bytes,
      os: artifact.os,
      arch: artifact.architecture,
      cached: artifact.cached,
      buildMs: Math.round(artifact.buildMs),
      binary: {
        sha256: artifact.binary.sha256,
        bytes: artifact.binary.bytes,
        static: artifact.binary.static,
        goVersion: artifact.binary.goVersion,
        module: artifact.binary.module,
      },
    })),
  };
}
