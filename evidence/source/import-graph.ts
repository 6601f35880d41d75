/** What each package imports, by import path; the main package is `main`. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Gives the shortest way from `main` to every package, the alphabetically first of equals.
 *
 * What no package imports, Go links by itself: it counts as imported by `main`.
 */
export function shortestChains(graph: ImportGraph): Record<string, readonly string[]> {
  const from = walk(graph, [...importsOf(graph, "main"), ...importedByNone(graph)]);
  const chains: Record<string, readonly string[]> = {};
  for (const path of from.keys()) chains[path] = chainTo(path, from);
  return chains;
}

/** The packages that would go if `main` and all others did without these, which are among them; sorted. */
export function broughtBy(
  graph: ImportGraph,
  removed: ReadonlySet<string>,
  neededInstead: readonly string[] = [],
): string[] {
  if (removed.has("main")) return [...graph.keys()].sort();
  const kept = new Map([...graph].filter(([path]) => !removed.has(path)));
  const roots = [...importsOf(kept, "main"), ...importedByNone(graph), ...neededInstead];
  const reached = walk(kept, roots);
  return [...graph.keys()].filter((path) => !reached.has(path)).sort();
}

/** Breadth first from `main`, whose imports are given; tells from where each package was reached first. */
function walk(graph: ImportGraph, roots: readonly string[]): Map<string, string> {
  const from = new Map([["main", ""]]);
  const queue = ["main"];
  for (const path of queue) {
    const imports = path === "main" ? roots : importsOf(graph, path);
    for (const imported of [...new Set(imports)].sort()) {
      if (from.has(imported) || !graph.has(imported)) continue;
      from.set(imported, path);
      queue.push(imported);
    }
  }
  return from;
}

function importsOf(graph: ImportGraph, path: string): readonly string[] {
  return graph.get(path) ?? [];
}

/** `runtime` is among the dependencies of every program; others have imports of their own alone. */
function importedByNone(graph: ImportGraph): string[] {
  const imported = new Set([...graph.values()].flat());
  return [...graph.keys()].filter((path) => path === "runtime" || !imported.has(path));
}

function chainTo(path: string, from: ReadonlyMap<string, string>): string[] {
  const chain: string[] = [];
  for (let at = path; at !== ""; at = from.get(at) ?? "") chain.unshift(at);
  return chain;
}
