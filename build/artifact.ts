import type { GoArchitecture, OperatingSystem } from "./request.js";

/** What was read back from a Go binary. */
export interface BinaryInfo {
  readonly sha256: string;
  readonly bytes: number;
  /** Runs without a dynamic loader. */
  readonly static: boolean;
  /** `go1.26.8`; empty when the binary carries no Go build information. */
  readonly goVersion: string;
  /** Path of the main module, `example.com/shop`; empty without build information. */
  readonly module: string;
  /** Modules linked into the binary, `path@version`, sorted. */
  readonly dependencies: readonly string[];
}

/** How a program is packed. */
export type ArtifactKind = "zip" | "image";

/** A zip or an image that a cloud runs as it is. Its path ends in its own sha256, so the same bytes are always the same file. */
export interface Artifact {
  readonly kind: ArtifactKind;
  /** The zip, or the OCI layout folder that holds the image. */
  readonly path: string;
  /** Of the zip, or of the image's manifest: what an image is known by everywhere. */
  readonly sha256: string;
  /** Of the zip, or of all that is pulled of the image. */
  readonly bytes: number;
  readonly os: OperatingSystem;
  readonly architecture: GoArchitecture;
  /** Nothing was compiled or packed: the artifact was already there. */
  readonly cached: boolean;
  /** Wall-clock time until this artifact was ready; functions built together share it. */
  readonly buildMs: number;
  readonly binary: BinaryInfo;
}
