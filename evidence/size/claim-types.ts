import { type Claims, sureness } from "./claims.js";
import type { Edges } from "./edges.js";
import { column, type Ledger } from "./ledger.js";
import { u32, u64 } from "./little-endian.js";
import type { ModuleData } from "./module-data.js";
import { readType, type TypeDescriptor, type TypeSpace } from "./type-descriptors.js";

interface Found {
  readonly claims: Claims;
  readonly edges: Edges;
  readonly ledger: Ledger;
}

/** Claims the descriptors of types, and the method tables of interfaces, for the packages that they name. */
export function claimTypes(
  space: TypeSpace,
  module: ModuleData,
  candidates: readonly (readonly number[])[],
  found: Found,
): void {
  const seen = new Set<number>();
  const waiting = typeLinks(space, module);
  for (const candidate of candidates.flat()) waiting.push(candidate);
  for (let offset = waiting.pop(); offset !== undefined; offset = waiting.pop()) {
    if (seen.has(offset)) continue;
    seen.add(offset);
    const type = readType(space, offset);
    if (!type) continue;
    claimType(type, found);
    for (const next of type.types) waiting.push(next);
  }
  claimItabs(space, module, found);
}

function claimType({ offset, packagePath, names, types }: TypeDescriptor, found: Found): void {
  claimFor(packagePath, offset, found);
  for (const leadsTo of [...names, ...types]) {
    found.claims.begin(leadsTo);
    found.edges.add(offset, leadsTo);
  }
}

function claimFor(packagePath: string, offset: number, { claims, ledger }: Found): void {
  if (packagePath === "") claims.begin(offset);
  else claims.add(offset, ledger.package(packagePath), column.data, sureness.written);
}

function typeLinks(
  { bytes, map, anywhere, start }: TypeSpace,
  { typeLinks: { address, count } }: ModuleData,
): number[] {
  const at = anywhere.offsetOf(address);
  const offsets: number[] = [];
  if (at === -1) return offsets;
  const end = Math.min(at + count * 4, bytes.length - 4);
  for (let link = at; link < end; link += 4) offsets.push(map.offsetOf(start + u32(bytes, link)));
  return offsets;
}

/** Such a table is for one concrete type, whose address is its second word. */
function claimItabs(space: TypeSpace, { itabLinks: { address, count } }: ModuleData, found: Found): void {
  const { bytes, map, anywhere } = space;
  const at = anywhere.offsetOf(address);
  if (at === -1) return;
  const end = Math.min(at + count * 8, bytes.length - 8);
  for (let link = at; link < end; link += 8) {
    const itab = map.offsetOf(u64(bytes, link));
    if (itab === -1 || itab + 16 > bytes.length) continue;
    const type = map.offsetOf(u64(bytes, itab + 8));
    claimFor(readType(space, type)?.packagePath ?? "", itab, found);
  }
}
