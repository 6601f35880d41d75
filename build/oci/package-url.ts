import type { BinaryInfo } from "../artifact.js";

/**
 * Names a Go module at a version the way scanners look it up, `pkg:golang/golang.org/x/net@v0.40.0`.
 *
 * https://github.com/package-url/purl-spec/blob/main/PURL-SPECIFICATION.rst
 */
export function packageUrl(module: string, version: string): string {
  const path = module.toLowerCase().split("/").map(encoded).join("/");
  return `pkg:golang/${path}${version === "" ? "" : `@${encoded(version)}`}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A module linked into a binary. */
export interface GoModule {
  readonly path: string;
  /** Empty for a module that was built from a folder. */
  readonly version: string;
}

/** The Go toolchain's own packages and all modules of a binary, each once; of a binary that is not Go's, none. */
export function linkedModules({ goVersion, dependencies }: BinaryInfo): GoModule[] {
  // Two modules may be replaced by the same one.
  const modules = [...new Set(dependencies)].map(toModule);
  return goVersion === "" ? modules : [standardLibrary(goVersion), ...modules];
}

/** Takes `path@version` apart. */
function toModule(dependency: string): GoModule {
  const at = dependency.lastIndexOf("@");
  const version = dependency.slice(at + 1);
  return { path: dependency.slice(0, at), version: version === "(devel)" ? "" : version };
}

/** Under the name that vulnerability databases give it. */
function standardLibrary(goVersion: string): GoModule {
  return { path: "stdlib", version: /go(\S+)/.exec(goVersion)?.[1] ?? "" };
}
