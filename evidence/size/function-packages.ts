import { type FunctionTable, noUnit } from "./function-table.js";
import type { Ledger } from "./ledger.js";
import { packagePathOf } from "./package-path.js";
import type { Pclntab } from "./pclntab.js";
import { presentPackages } from "./present-packages.js";
import { packagesOfUnits } from "./units.js";

/** Which package each function, and each name of a function, belongs to: numbers of accounts. */
export interface FunctionPackages {
  readonly ofFunction: Int32Array;
  /** By place in the table of names; those of inlined functions are among them. */
  readonly ofName: ReadonlyMap<number, number>;
  /** By where a compilation unit begins in the table of files. */
  readonly ofUnit: ReadonlyMap<number, number>;
}

/** Of what its name does not tell. */
const unknown = -1;

/**
 * Finds the packages of functions by their names.
 * Assembly may give a function a name without a package: it is in the one of the unit that it was assembled with, or
 * of the function before it, as the linker lays packages out one after another. What no Go compiler saw is C.
 */
export function findFunctionPackages(
  bytes: Buffer,
  table: Pclntab,
  functions: FunctionTable,
  ledger: Ledger,
): FunctionPackages {
  const names = readNames(bytes, table);
  const ofName = new Map<number, number>();
  const accountAt = (at: number): number => {
    const account = ofName.get(at) ?? accountOf(names.get(at) ?? "", ledger);
    ofName.set(at, account);
    return account;
  };
  // The functions first: the numbers of packages shall follow the order of the code.
  const ofFunction = Int32Array.from(functions.names, accountAt);
  for (const at of names.keys()) accountAt(at);
  const ofUnit = packagesOfUnits(functions, ofFunction);
  const present = presentPackages({ bytes, table, names, ofName, ofUnit, ledger });
  const orUnknown = (account: number) => (present.has(account) ? account : unknown);
  for (const [at, account] of ofName) ofName.set(at, orUnknown(account));
  ofFunction.set(ofFunction.map(orUnknown));
  nameTheRest(functions, ofFunction, ofUnit, ledger);
  for (const [index, account] of ofFunction.entries()) ofName.set(functions.names[index] ?? 0, account);
  return { ofFunction, ofName, ofUnit };
}

function accountOf(name: string, ledger: Ledger): number {
  // `go:buildid`, and what marks the code that FIPS 140 is about.
  if (/^go[:.]\w+$/.test(name)) return ledger.part("build info");
  const path = packagePathOf(name);
  return path === undefined ? unknown : ledger.package(path);
}

function readNames(bytes: Buffer, { names, units }: Pclntab): Map<number, string> {
  const found = new Map<number, string>();
  for (let at = names; at < units; ) {
    const zero = bytes.indexOf(0, at);
    const end = zero === -1 || zero > units ? units : zero;
    if (end > at) found.set(at - names, bytes.toString("utf8", at, end));
    at = end + 1;
  }
  return found;
}

function nameTheRest(
  functions: FunctionTable,
  ofFunction: Int32Array,
  ofUnit: ReadonlyMap<number, number>,
  ledger: Ledger,
): void {
  const first = ofFunction.find((account) => account !== unknown && ledger.isPackage(account));
  let before = first ?? ledger.package("runtime");
  for (let index = 0; index < functions.count; index += 1) {
    const unit = functions.units[index] ?? noUnit;
    if (ofFunction[index] === unknown)
      ofFunction[index] = unit === noUnit ? ledger.package("C") : (ofUnit.get(unit) ?? before);
    const account = ofFunction[index] ?? before;
    if (unit !== noUnit && ledger.isPackage(account)) before = account;
  }
}
