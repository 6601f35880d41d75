import type { ImageLabels } from "./oci/labels.js";
import type { ImageFormat } from "./oci/media-types.js";
import type { DataSource } from "./oci/pinned-file.js";

/** The systems a binary can be built for: the clouds run `linux`; `darwin` is for the local cloud on a Mac. */
export type OperatingSystem = "linux" | "darwin";

/** The processors a binary can be built for, in Go's words. */
export const goArchitectures = ["amd64", "arm64"] as const;
export type GoArchitecture = (typeof goArchitectures)[number];

/** How `go build` is run. Every field has its final value: defaults belong to whoever makes the request. */
export interface GoOptions {
  /** Build tags, added to ours. */
  readonly tags: readonly string[];
  /** Linker arguments, one an element (`["-X", "main.version=1.2"]`), added to ours. */
  readonly ldflags: readonly string[];
  /** Further `go build` flags, one an element (`["-pgo=cpu.pprof"]`); their paths start at the module's root. */
  readonly flags: readonly string[];
  /** Environment of the Go command, on top of this process's. */
  readonly env: Readonly<Record<string, string>>;
  /** The Go command: a name looked up on PATH, or a path. */
  readonly goBinary: string;
}

/** What an image is made of beside the program and the files next to it. */
export interface ImageOptions {
  readonly format: ImageFormat;
  /** The ID of the user that the program runs as, and of its group. */
  readonly user: number;
  /** Certificates to trust; unset: none. */
  readonly certificates?: DataSource;
  /** Unset: none but UTC. */
  readonly timeZones?: DataSource;
  readonly labels: ImageLabels;
}

/** What is asked of `build`: exactly one of `entry` and `prebuilt`. */
export interface BuildRequest {
  /** The folder of the Go main package, absolute. */
  readonly entry?: string;
  /** A binary or a zip that was built before, absolute. */
  readonly prebuilt?: string;
  readonly os: OperatingSystem;
  readonly architecture: GoArchitecture;
  readonly go: GoOptions;
  /** Files and folders packed next to the binary, relative to the entry (or to the prebuilt file's folder). */
  readonly include: readonly string[];
  /** Packs an image; unset: a zip. */
  readonly image?: ImageOptions;
}
