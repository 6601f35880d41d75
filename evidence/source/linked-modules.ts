import type { LinkedPackage } from "./linked-packages.js";

/** A module that has a package in the program. */
export interface LinkedModule {
  readonly path: string;
  /** Empty for the main module. */
  readonly version: string;
  /** Where its files are. */
  readonly folder: string;
  /** It is being worked on: the main module, or a folder that stands in for one. */
  readonly isLocal: boolean;
}

/** The modules of these packages, that of the main package first, then by path. */
export function linkedModules(packages: readonly LinkedPackage[]): LinkedModule[] {
  const main = packages.find(({ DepOnly }) => !DepOnly)?.Module?.Path;
  const modules = new Map<string, LinkedModule>();
  for (const listed of packages) {
    const { Module: module } = listed;
    if (!module || modules.has(module.Path)) continue;
    // As in the build information: a replacement that is a folder has no version, and leaves the name as it is.
    const { Path: path, Version: version = "" } = module.Replace?.Version ? module.Replace : module;
    const isLocal = module.Replace ? !module.Replace.Version : module.Main === true;
    modules.set(module.Path, {
      path,
      version,
      folder: module.Dir ?? vendorFolder(listed, module.Path),
      isLocal,
    });
  }
  const order = ([a]: [string, LinkedModule], [b]: [string, LinkedModule]) =>
    Number(b === main) - Number(a === main) || (a < b ? -1 : 1);
  return [...modules].sort(order).map(([, module]) => module);
}

/** A package's folder ends in its path below its module. */
function vendorFolder({ Dir, ImportPath }: LinkedPackage, module: string): string {
  const below = ImportPath.slice(module.length);
  return Dir.slice(0, Dir.length - below.length);
}
