import type { Anatomy } from "../size/anatomy.js";
import { broughtBy } from "./import-graph.js";
import { ourRuntime, ourRuntimeBytes, packagesOfRuntime, theirRuntime } from "./our-runtime.js";
import type { SourceReading } from "./read-source-facts.js";
import type { Advice } from "./source-facts.js";

type Sources = Pick<SourceReading, "imports" | "moduleOf">;

/** What the program would be without the module that weighs most, and on our runtime, counted in the binary. */
export function adviseOnWeight(anatomy: Anatomy, sources: Sources): Advice[] {
  const bytesOf = new Map(anatomy.packages.map(({ path, bytes }) => [path, bytes]));
  const weigh = (paths: readonly string[]) => paths.reduce((sum, path) => sum + (bytesOf.get(path) ?? 0), 0);
  return [...adviseOnRuntime(sources, weigh), ...adviseOnModules(sources, weigh)];
}

type Weigh = (paths: readonly string[]) => number;

function adviseOnRuntime({ imports, moduleOf }: Sources, weigh: Weigh): Advice[] {
  const theirs = packagesOf(theirRuntime, moduleOf);
  if (theirs.size === 0 || !isImportedByMainAlone(theirs, { imports, moduleOf })) return [];
  const saved = weigh(broughtBy(imports, theirs, packagesOfRuntime)) - ourRuntimeBytes;
  const types = theirs.has(`${theirRuntime}/events`) ? ", and your own types in place of its events" : "";
  return [
    {
      what: `Use ${ourRuntime} in place of ${theirRuntime}${types}.`,
      savesBytes: Math.max(0, saved),
      basis: "read",
    },
  ];
}

/** The one that weighs most, with what only it brings, of those that the main module itself imports. */
function adviseOnModules({ imports, moduleOf }: Sources, weigh: Weigh): Advice[] {
  const main = moduleOf.get("main") ?? "";
  const direct = new Set(
    [...imports].flatMap(([path, imported]) =>
      moduleOf.get(path) === main ? imported.flatMap((one) => moduleOf.get(one) ?? []) : [],
    ),
  );
  for (const module of [main, ourRuntime, theirRuntime]) direct.delete(module);
  const weighed = [...direct].map((module) => {
    const brought = broughtBy(imports, packagesOf(module, moduleOf));
    return { module, count: brought.length, bytes: weigh(brought) };
  });
  const [heaviest] = weighed.sort((a, b) => b.bytes - a.bytes || (a.module < b.module ? -1 : 1));
  if (!heaviest) return [];
  const { module, count, bytes } = heaviest;
  const packages = count === 1 ? "1 package of the program is" : `${count} packages of the program are`;
  return [
    {
      what: `Do without ${module}, which weighs most: ${packages} there for it alone.`,
      savesBytes: bytes,
      basis: "read",
    },
  ];
}

function packagesOf(module: string, moduleOf: ReadonlyMap<string, string>): Set<string> {
  return new Set([...moduleOf].flatMap(([path, of]) => (of === module ? [path] : [])));
}

/** What a dependency is written for, the user cannot exchange. */
function isImportedByMainAlone(packages: ReadonlySet<string>, { imports, moduleOf }: Sources): boolean {
  const main = moduleOf.get("main");
  return [...imports].every(
    ([path, imported]) =>
      packages.has(path) || moduleOf.get(path) === main || !imported.some((one) => packages.has(one)),
  );
}
