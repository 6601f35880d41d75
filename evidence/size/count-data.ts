import { type Stretches, stretchAt } from "./claims.js";
import type { ElfImage } from "./elf-image.js";
import { column, type Ledger } from "./ledger.js";

/** Counts the bytes of data for who they belong to, and shares out what nobody claims. */
export function countData({ regions }: ElfImage, stretches: Stretches, ledger: Ledger): void {
  const { starts, accounts, columns } = stretches;
  let unclaimed = 0;
  for (const { offset, size, role } of regions) {
    if (role !== "data") continue;
    const end = offset + size;
    for (let index = stretchAt(starts, offset); index < starts.length; index += 1) {
      const start = starts[index] ?? end;
      if (start >= end) break;
      const bytes = Math.min(starts[index + 1] ?? end, end) - start;
      const account = accounts[index] ?? -1;
      if (account === -1) unclaimed += bytes;
      else ledger.add(account, columns[index] === column.table ? column.table : column.data, bytes);
    }
  }
  ledger.share(column.data, unclaimed);
}

/** Counts what belongs to no package; what lies between is filling, unless somebody wrote into it. */
export function countParts({ regions, bytes }: ElfImage, ledger: Ledger): void {
  let at = 0;
  const countFilling = (end: number) => {
    if (isZero(bytes, at, end)) ledger.add(ledger.part("padding"), column.data, end - at);
  };
  for (const { offset, size, role } of regions) {
    if (typeof role === "object") ledger.add(ledger.part(role.part), column.data, size);
    countFilling(offset);
    at = offset + size;
  }
  if (isZero(bytes, at, bytes.length)) countFilling(bytes.length);
  else ledger.add(ledger.part("appended data"), column.data, bytes.length - at);
}

function isZero(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] !== 0) return false;
  return true;
}
