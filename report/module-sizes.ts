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

/** What the groups of a drawing are called for its readers. */
export interface SizeNames {
  module(module: string): string;
  /** Of what belongs to no package. */
  readonly others: string;
  readonly notAttributed: string;
}

/** All of a file for a drawing: packages by module, then its other parts. */
export function toSizeGroups(anatomy: Anatomy, names: SizeNames): readonly TreemapGroup[] {
  const modules = toModuleSizes(anatomy).map(({ module }) => ({
    name: names.module(module),
    items: anatomy.packages
      .filter((each) => each.module === module)
      .map(({ path, bytes }) => ({ name: path, bytes })),
  }));
  const rest = { name: names.notAttributed, bytes: anatomy.bytes - anatomy.attributedBytes };
  return [...modules, { name: names.others, items: [...anatomy.parts, rest] }];
}
