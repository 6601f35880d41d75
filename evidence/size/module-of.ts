/** What is known of a binary's modules. */
export interface Modules {
  /** Path of the main module; empty where there is none. */
  readonly main: string;
  /** By the path that packages are imported under, `path@version` of what is linked in for it. */
  readonly dependencies: ReadonlyMap<string, string>;
}

/** Names the module of a package: the one whose path is the longest beginning of the package's. */
export function moduleOf(path: string, { main, dependencies }: Modules): string {
  if (path === "C") return "";
  if (path === "main") return main;
  for (let prefix = path; prefix !== ""; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf("/")))) {
    if (prefix === main) return main;
    const dependency = dependencies.get(prefix);
    if (dependency !== undefined) return dependency;
  }
  return isStandard(path) ? "std" : "";
}

/** Only Go's own import paths have no dot in their first element; what it vendors is under `vendor/`. */
export const isStandard = (path: string) => /^[^./]+(\/|$)/.test(path);
