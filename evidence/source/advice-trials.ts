import { readGoflags } from "../../build/go-flags.js";
import { joinQuoted, splitQuoted } from "../../build/go-quoting.js";
import type { GoOptions } from "../../build/request.js";
import { knownTags } from "./known-tags.js";

/** A build with one thing changed. */
export interface Trial {
  /** What the user would do. */
  readonly what: string;
  readonly go: GoOptions;
}

/** What the program is built with now. */
export interface Tried {
  readonly go: GoOptions;
  /** Go's own settings that are in force. */
  readonly settings: { readonly GOFLAGS: string; readonly CGO_ENABLED?: string };
  /** Import paths of what is linked in. */
  readonly packages: { has(path: string): boolean };
}

/** Flags for finding faults, which cost bytes in a program that is deployed. */
const costlyFlags: Readonly<Record<string, string>> = {
  race: "the race detector is for tests",
  msan: "the memory sanitizer is for tests",
  asan: "the address sanitizer is for tests",
  cover: "coverage is for tests",
  covermode: "coverage is for tests",
  coverpkg: "coverage is for tests",
  gcflags: "the compiler does best by itself",
};

const undoesStripping = /^--?(?:[sw]=(?:0|f|F|false|FALSE|False)|compressdwarf(?:=.*)?)$/;

/** Whose tags say for which cloud a program is: leaving them out is no advice. */
const ourTag = /^(?:goserverless\..*|lambda\.norpc)$/;

/** The builds that may be smaller than what there is now. */
export function adviceTrials({ go, settings, packages }: Tried): Trial[] {
  const now = withoutGoflags(go, settings.GOFLAGS);
  return [
    ...leftOutTags(now),
    ...leftOutLdflags(now),
    ...leftOutFlags(now, flagsOf(settings.GOFLAGS)),
    ...(settings.CGO_ENABLED === "1"
      ? [{ what: "Build without cgo: set CGO_ENABLED to 0.", go: withEnv(now, { CGO_ENABLED: "0" }) }]
      : []),
    ...knownTags
      .filter(({ tag, package: path }) => packages.has(path) && !now.tags.includes(tag))
      .map(({ tag, what }) => ({ what, go: { ...now, tags: [...now.tags, tag] } })),
  ];
}

function leftOutTags(now: GoOptions): Trial[] {
  const tags = [...new Set(now.tags)].filter((tag) => !ourTag.test(tag));
  return tags.map((tag) => ({
    what: `Leave the build tag "${tag}" out.`,
    go: { ...now, tags: now.tags.filter((other) => other !== tag) },
  }));
}

function leftOutLdflags(now: GoOptions): Trial[] {
  const undoing = now.ldflags.filter((flag) => undoesStripping.test(flag));
  if (undoing.length === 0) return [];
  return [
    {
      what: `Leave "${undoing.join(" ")}" out of the linker's flags: it keeps symbols and debug data that no cloud reads.`,
      go: { ...now, ldflags: now.ldflags.filter((flag) => !undoing.includes(flag)) },
    },
  ];
}

function leftOutFlags(now: GoOptions, goflags: readonly string[]): Trial[] {
  return Object.entries(costlyFlags).flatMap(([name, reason]) => {
    const isIt = (flag: string) => new RegExp(`^--?${name}(?:=|$)`).test(flag);
    const found = [...goflags, ...now.flags].filter(isIt);
    if (found.length === 0) return [];
    const others = (flags: readonly string[]) => flags.filter((flag) => !isIt(flag));
    return [
      {
        what: `Leave "${found.join(" ")}" out: ${reason}.`,
        go: withGoflags({ ...now, flags: others(now.flags) }, others(goflags)),
      },
    ];
  });
}

/** The same options with the tags and linker arguments of `GOFLAGS` moved to where they can be left out. */
function withoutGoflags(go: GoOptions, goflags: string): GoOptions {
  const { tags, ldflags } = readGoflags(goflags);
  const moved = {
    ...go,
    tags: [...tags, ...go.tags],
    ldflags: [...splitQuoted(ldflags.join(" ")), ...go.ldflags],
  };
  return withGoflags(moved, flagsOf(goflags));
}

function flagsOf(goflags: string): string[] {
  return splitQuoted(goflags).filter((flag) => !/^--?(?:tags|ldflags)(?:=|$)/.test(flag));
}

function withGoflags(go: GoOptions, flags: readonly string[]): GoOptions {
  // An empty GOFLAGS counts as unset, whereupon that of "go env -w" would be in force again.
  return withEnv(go, { GOFLAGS: flags.length === 0 ? "-buildvcs=false" : joinQuoted(flags) });
}

function withEnv(go: GoOptions, env: Readonly<Record<string, string>>): GoOptions {
  return { ...go, env: { ...go.env, ...env } };
}
