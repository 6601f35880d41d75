import type { Anatomy } from "../evidence/size/anatomy.js";
import type { TreemapGroup } from "./svg/treemap.js";

/** What the packages of one module take of a binary. */
export interface ModuleSize {
  /** `path@version`, `std` for Go's own, empty when it is not known. */
  readonly module: string;
  readonly bytes: number;
  readonly packages: number;
}

/** Sizes by module, largest first. */
export function toModuleSizes({ packages }: Anatomy): readonly ModuleSize[] {
  const sizes = new Map<string, ModuleSize>();
  for (const { module, bytes } of packages) {
    const known = sizes.get(module) ?? { module, bytes: 0, packages: 0 };
    sizes.set(module, { module, bytes: known.bytes + bytes, packages: known.packages + 1 });
  }
  return [...sizes.values()].sort((a, b) => b.bytes - a.bytes || (a.module < b.module ? -1 : 1));
}

/** A module as people know it. */
export function toModuleText(module: string): string {
  if (module === "std") return "Go's standard library";
  return module === "" ? "module not known" : module;
}

/** Packages by module, for a drawing; `toName` names a module for its readers. */
export function toModuleGroups(
  anatomy: Anatomy,
  toName: (module: string) => string,
): readonly TreemapGroup[] {
  return toModuleSizes(anatomy).map(({ module }) => ({
    name: toName(module),
    items: anatomy.packages
      .filter((each) => each.module === module)
      .map(({ path, bytes }) => ({ name: path, bytes })),
  }));
}
