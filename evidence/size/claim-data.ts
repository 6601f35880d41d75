import { AddressMap } from "./address-map.js";
import { type Claims, sureness } from "./claims.js";
import type { Edges } from "./edges.js";
import type { ElfImage } from "./elf-image.js";
import { column } from "./ledger.js";
import type { Region } from "./regions.js";

/** Addresses that code uses, and the accounts of the code that uses them. */
export interface References {
  readonly places: readonly number[];
  readonly accounts: readonly number[];
}

/** What of the file is data, for looking up addresses. */
export const dataMap = ({ regions }: ElfImage): AddressMap =>
  new AddressMap(regions.filter(({ role }) => role === "data"));

/** Claims what code refers to for its package. */
export function claimReferences({ places, accounts }: References, claims: Claims): void {
  for (const [index, place] of places.entries())
    claims.add(place, accounts[index] ?? 0, column.data, sureness.referenced);
}

const wordBytes = 8;

/** Stretches of the file, from `start` up to before `end`, by their place. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Notes each word of data that holds the address of other data; gives the places that they lead to. */
export function followPointers(
  { bytes, regions }: ElfImage,
  map: AddressMap,
  /** Where no pointers are. */
  plain: readonly Span[],
  { claims, edges }: { readonly claims: Claims; readonly edges: Edges },
): number[] {
  const targets: number[] = [];
  for (const region of regions) {
    if (region.role !== "data" || region.address === 0) continue;
    for (const { start, end } of without(region, plain)) {
      for (let at = start; at + wordBytes <= end; at += wordBytes) {
        const target = map.offsetOf(bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32);
        if (target === -1) continue;
        claims.begin(target);
        edges.add(at, target);
        targets.push(target);
      }
    }
  }
  return targets;
}

/** What is left of a region, each piece from a place where a word may begin. */
function* without({ offset, size, address }: Region, plain: readonly Span[]): Generator<Span> {
  const aligned = (place: number) =>
    place + ((wordBytes - ((address + place - offset) % wordBytes)) % wordBytes);
  let start = offset;
  for (const span of [...plain].sort((a, b) => a.start - b.start)) {
    if (span.end <= start || span.start >= offset + size) continue;
    yield { start: aligned(start), end: span.start };
    start = span.end;
  }
  yield { start: aligned(start), end: offset + size };
}
