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

/** A zip that a cloud runs as it is. Its path ends in its own sha256, so the same bytes are always the same file. */
export interface Artifact {
  readonly kind: "zip";
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly os: OperatingSystem;
  readonly architecture: GoArchitecture;
  /** Nothing was compiled or packed: the artifact was already there. */
  readonly cached: boolean;
  /** Wall-clock time until this artifact was ready; functions built together share it. */
  readonly buildMs: number;
  readonly binary: BinaryInfo;
}
