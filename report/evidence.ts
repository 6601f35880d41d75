import type { InitProfile } from "../evidence/init/init-profile.js";
import type { Anatomy } from "../evidence/size/anatomy.js";
import type { AnatomyDiff } from "../evidence/size/anatomy-diff.js";
import type { Advice, SourceFacts } from "../evidence/source/source-facts.js";

/** What is known of what a program costs; what could not be had is left out, and a note says why. */
export interface Evidence {
  readonly anatomy?: Anatomy;
  /** The linker's account of how the program was built, `-trimpath=true`. */
  readonly settings: readonly string[];
  readonly source?: SourceFacts;
  readonly init?: InitProfile;
  /** What unpacking the program took on this machine; unset where it is not packed. */
  readonly unpackMs?: number;
  readonly advice: readonly Advice[];
  readonly comparison?: Comparison | undefined;
  /** Sentences. */
  readonly notes: readonly string[];
}

/** What became of the sizes of another program. */
export interface Comparison {
  /** What that program is known by: a path, or when it was deployed. */
  readonly against: string;
  readonly diff: AnatomyDiff;
}
