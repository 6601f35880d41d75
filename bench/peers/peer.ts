import type { Workshop } from "./workshop.js";

/** A folder with Go functions that one tool builds. */
export interface Project {
  readonly folder: string;
  /** Of the functions, whose programs are in `cmd/<name>`. */
  readonly names: readonly string[];
}

/** What a build left of its first function. */
export interface Outputs {
  /** The executable's file. */
  readonly binary?: string;
  /** Of the zip that goes to the cloud. */
  readonly zipBytes?: number;
  /** Of the image, as it is pulled. */
  readonly imageBytes?: number;
}

/** Which module the functions are on. */
export type Handlers = "aws-lambda-go" | "runtime";

/** A way to build Go functions, as its users call it. */
export interface Peer {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** What the build is, for a reader. */
  readonly command: string;
  readonly handlers: Handlers;
  /** Gets the tool in its pinned version, where it is not there yet. */
  install(workshop: Workshop): Promise<void>;
  /** Writes what the tool wants beside the sources. */
  configure(project: Project): void;
  build(project: Project, workshop: Workshop): Promise<void>;
  /** Whether a build takes as long as the tool's own does; unset where only what it leaves can be told. */
  readonly timed: boolean;
  /** Whether Go's cache is another peer's, which compiles with the same flags. */
  readonly sharesGoCache?: true;
  /** Folders of the project that a build leaves, with the tool's own cache. */
  readonly leaves: readonly string[];
  /** Unset where another peer leaves the same. */
  outputs?(project: Project, workshop: Workshop): Promise<Outputs>;
}
