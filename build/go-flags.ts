import { BuildError } from "./build-error.js";
import { splitQuoted } from "./go-quoting.js";
import { messages } from "./messages.js";

const runsOtherPrograms = "it runs another program in place of Go's own. Remove it.";
const always = "the build always sets it. Remove it.";

/** Flags that would undo what the build relies on, and what to do instead. */
const refused: Readonly<Record<string, string>> = {
  toolexec: runsOtherPrograms,
  exec: runsOtherPrograms,
  o: "the build decides where the binary goes. Remove it.",
  C: 'the build runs Go in the module of "entry". Remove it.',
  ldflags: 'use "build.ldflags".',
  tags: 'use "build.tags".',
  trimpath: always,
  buildvcs: always,
  n: "nothing would be built. Remove it.",
  json: "the build reads Go's plain output. Remove it.",
  i: "Go has it no longer. Remove it.",
};

/** What `go list` would take for its own, although `go build` has no such flag. */
const listOnly = new Set("f m u e deps export find test versions retracted reuse compiled".split(" "));

const refusedInGoflags = ["toolexec", "exec", "n"];

/** Refuses elements of `build.flags` that are no flags, or flags that the build sets itself. */
export function checkFlags(flags: readonly string[]): void {
  for (const flag of flags) {
    const name = flagName(flag);
    if (name === undefined) throw new BuildError(messages.notFlag(flag));
    const reason = refused[name];
    if (reason !== undefined) throw new BuildError(messages.refusedFlag('"build.flags"', name, reason));
    if (listOnly.has(name)) throw new BuildError(messages.unknownFlag(`-${name}`));
  }
}

/** What `GOFLAGS` adds to the two flags that the build sets on the command line, which would hide them. */
export interface GoflagsAdditions {
  readonly tags: readonly string[];
  /** Linker arguments, already quoted. */
  readonly ldflags: readonly string[];
}

/** Reads `GOFLAGS`; what it sets otherwise reaches the Go command by itself. */
export function readGoflags(goflags: string): GoflagsAdditions {
  const tags: string[] = [];
  const ldflags: string[] = [];
  for (const flag of splitQuoted(goflags)) {
    const name = flagName(flag) ?? "";
    const value = flag.includes("=") ? flag.slice(flag.indexOf("=") + 1).trim() : "";
    if (refusedInGoflags.includes(name))
      throw new BuildError(messages.refusedFlag("GOFLAGS", name, refused[name] ?? ""));
    if (name === "tags") tags.push(...value.split(/[\s,]+/).filter((tag) => tag !== ""));
    if (name === "ldflags" && value !== "") {
      if (!value.startsWith("-")) throw new BuildError(messages.patternInGoflags);
      ldflags.push(value);
    }
  }
  return { tags, ldflags };
}

function flagName(flag: string): string | undefined {
  return /^--?([^-=][^=]*)/.exec(flag)?.[1];
}
