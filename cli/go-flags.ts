import { resolve } from "node:path";
import { Option } from "commander";
import type { BuildRequest, GoArchitecture } from "../build/request.js";
import { toArchitecture, toHostArchitecture } from "./to-architecture.js";

/** What can be said on the command line of how a Go main package is built; unset: the default. */
export interface GoFlags {
  readonly arch?: GoArchitecture;
  readonly tag?: readonly string[];
  readonly ldflag?: readonly string[];
}

/** The options for that, to be added to a command. */
export function toGoOptions(): Readonly<Record<keyof GoFlags, Option>> {
  return {
    arch: new Option("--arch <architecture>", "amd64 or arm64 (default: this machine's)").argParser(
      toArchitecture,
    ),
    tag: new Option("--tag <tag>", "a build tag; repeatable").argParser(collect),
    ldflag: new Option("--ldflag <argument>", "a linker argument; repeatable").argParser(collect),
  };
}

/** What is asked of `build` for a main package, without files next to it. */
export function toEntryRequest(entry: string, flags: GoFlags): BuildRequest & { readonly entry: string } {
  return {
    entry: resolve(entry),
    os: "linux",
    architecture: flags.arch ?? toHostArchitecture(process.arch),
    go: { tags: flags.tag ?? [], ldflags: flags.ldflag ?? [], flags: [], env: {}, goBinary: "go" },
    include: [],
  };
}

/** A parser for an option that may be repeated. */
export function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}
