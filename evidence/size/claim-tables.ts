import { EvidenceError } from "../evidence-error.js";
import { type Claims, sureness } from "./claims.js";
import type { FunctionPackages } from "./function-packages.js";
import type { FunctionTable } from "./function-table.js";
import { column, type Ledger } from "./ledger.js";
import { u32 } from "./little-endian.js";
import { messages } from "./messages.js";
import type { Pclntab } from "./pclntab.js";

const none = 0xffffffff;
/** In a record: stack depths, files, lines by code place; then how many further lists of values there are. */
const valueOffsets = [16, 20, 24] as const;
const valueCountOffset = 28;
/** Today there are five. */
const mostValues = 64;

interface Tables {
  readonly bytes: Buffer;
  readonly table: Pclntab;
  readonly functions: FunctionTable;
  readonly packages: FunctionPackages;
}

/** Claims the bytes of the function table for the packages of the functions; what several share is the first one's. */
export function claimTables(tables: Tables, functionData: number, claims: Claims, ledger: Ledger): void {
  const { table, packages } = tables;
  claims.add(table.offset, ledger.part("runtime tables"), column.table, sureness.written);
  for (const [at, account] of packages.ofName) {
    if (account !== -1 && table.names + at < table.units) claim(claims, table.names + at, account);
  }
  claims.begin(table.units);
  claims.begin(table.files);
  claims.begin(table.values);
  claimFiles(tables, claims);
  claimRecords(tables, functionData, claims);
}

const claim = (claims: Claims, offset: number, account: number) =>
  claims.add(offset, account, column.table, sureness.written);

/** A unit has a list of places in the table of files; it ends where the next unit's begins. */
function claimFiles({ bytes, table, packages }: Tables, claims: Claims): void {
  const entries = Math.floor((table.files - table.units) / 4);
  let account: number | undefined;
  for (let entry = 0; entry < entries; entry += 1) {
    const begun = packages.ofUnit.get(entry);
    if (begun !== undefined) claim(claims, table.units + entry * 4, begun);
    account = begun ?? account;
    const file = u32(bytes, table.units + entry * 4);
    if (account !== undefined && file !== none && table.files + file < table.values)
      claim(claims, table.files + file, account);
  }
}

function claimRecords(
  { bytes, table, functions, packages }: Tables,
  functionData: number,
  claims: Claims,
): void {
  let before = -1;
  let end = 0;
  for (let index = 0; index < functions.count; index += 1) {
    const account = packages.ofFunction[index] ?? 0;
    const record = functions.records[index] ?? 0;
    if (account !== before) claim(claims, table.functions + index * 8, account);
    claim(claims, record, account);
    before = account;
    const valueCount = u32(bytes, record + valueCountOffset);
    const dataCount = bytes[record + table.recordBytes - 1] ?? 0;
    const lists = record + table.recordBytes;
    const dataLists = lists + valueCount * 4;
    // Records that overlap would be read over and over.
    if (record < end || valueCount > mostValues || dataLists + dataCount * 4 > table.regionEnd)
      throw new EvidenceError(messages.damaged());
    end = dataLists;
    const claimValue = (at: number) => {
      const value = u32(bytes, at);
      if (value > 0 && table.values + value < table.functions) claim(claims, table.values + value, account);
    };
    for (const at of valueOffsets) claimValue(record + at);
    for (let at = lists; at < dataLists; at += 4) claimValue(at);
    for (let at = dataLists; functionData !== -1 && at < dataLists + dataCount * 4; at += 4) {
      const data = u32(bytes, at);
      if (data !== none && functionData + data < bytes.length) claim(claims, functionData + data, account);
    }
  }
}
