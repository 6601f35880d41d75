import type { Ledger } from "./ledger.js";
import { isStandard } from "./module-of.js";
import { packagePathOf } from "./package-path.js";
import type { Pclntab } from "./pclntab.js";

interface Named {
  readonly bytes: Buffer;
  readonly table: Pclntab;
  readonly names: ReadonlyMap<number, string>;
  readonly ofName: ReadonlyMap<number, number>;
  readonly ofUnit: ReadonlyMap<number, number>;
  readonly ledger: Ledger;
}

/**
 * Tells which accounts are of packages that are in the program.
 * By `//go:linkname` the runtime has functions under the names of packages that would call them, os/signal for one. A
 * package of Go's own that is there has a compilation unit, or generic functions, which are compiled where they are
 * used, or a source file.
 */
export function presentPackages({ bytes, table, names, ofName, ofUnit, ledger }: Named): Set<number> {
  const present = new Set(ofUnit.values());
  for (const [at, account] of ofName) {
    if (present.has(account) || account === -1) continue;
    const name = names.get(at) ?? "";
    if (!ledger.isPackage(account) || name.includes("[") || !isStandard(packagePathOf(name) ?? ""))
      present.add(account);
  }
  for (const folder of sourceFolders(bytes, table)) {
    const elements = folder.split("/", mostFolders).slice(-deepestPath);
    for (const index of elements.keys()) {
      const account = ledger.find(elements.slice(index).join("/"));
      if (account !== undefined) present.add(account);
    }
  }
  return present;
}

/** Of Go's own packages, and then some. */
const deepestPath = 10;
const mostFolders = 1000;
/** Linux knows no longer one. */
const longestPath = 4096;

/** `/usr/local/go/src/net/http`, or `net/http` in a program built with `-trimpath`. */
function sourceFolders(bytes: Buffer, { files, values }: Pclntab): Set<string> {
  const paths = bytes.toString("latin1", files, values).split("\0");
  const folders = paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf("/"))));
  return new Set(folders.filter((folder) => folder.length <= longestPath));
}
