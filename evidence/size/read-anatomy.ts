import { readGoBuildInfo, readGoModules } from "../../build/go-build-info.js";
import { EvidenceError } from "../evidence-error.js";
import type { Anatomy } from "./anatomy.js";
import { dataMap } from "./claim-data.js";
import { claimTables } from "./claim-tables.js";
import { Claims, mostFileBytes } from "./claims.js";
import { countCode } from "./code.js";
import { countData, countParts } from "./count-data.js";
import { readElfImage } from "./elf-image.js";
import { findFunctionPackages } from "./function-packages.js";
import { readFunctionTable } from "./function-table.js";
import { Ledger } from "./ledger.js";
import { messages } from "./messages.js";
import { findModuleData } from "./module-data.js";
import { moduleOf } from "./module-of.js";
import { findPclntab } from "./pclntab.js";
import { settleData } from "./settle-data.js";

/**
 * Takes a Go program's file apart: which package, or which other part, its bytes are for.
 *
 * - Exact: machine code, by the function table, with what fills up to the next function; the bytes of that table, where
 *   what several functions share counts for the first; descriptors of types that name a package, or are made of one
 *   that does; sections that belong to no package.
 * - By reference: other data counts for the package whose code refers to it, for the first in the order of the code
 *   where there are several (a package comes after those that it imports), else for the package whose data leads to
 *   it. No size of it is written down: it ends where the next begins that something leads to.
 * - By share: data that nothing leads to, in proportion to each package's code.
 */
export function readAnatomy(bytes: Buffer): Anatomy {
  if (bytes.length >= mostFileBytes) throw new EvidenceError(messages.tooLarge(bytes.length));
  const image = readElfImage(bytes);
  const table = findPclntab(image);
  const module = findModuleData(image, table);
  const functions = readFunctionTable(image.bytes, table);
  const ledger = new Ledger();
  const packages = findFunctionPackages(image.bytes, table, functions, ledger);
  const map = dataMap(image);
  const textAddress = module?.textAddress ?? table.textAddress;
  const references = countCode({ image, functions, accounts: packages.ofFunction, textAddress }, map, ledger);

  const claims = new Claims();
  const functionData = module ? map.offsetOf(module.functionDataStart) : -1;
  claimTables({ bytes: image.bytes, table, functions, packages }, functionData, claims, ledger);
  const info = readGoBuildInfo(bytes);
  const goVersion = info?.goVersion ?? "";
  const stretches = settleData({ image, table, module, goVersion, map, references, claims, ledger });
  countData(image, stretches, ledger);
  countParts(image, ledger);

  const modules = { main: info?.module ?? "", dependencies: readGoModules(bytes) };
  return ledger.toAnatomy(bytes.length, (path) => moduleOf(path, modules));
}
