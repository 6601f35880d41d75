import type { Placed } from "./address-map.js";
import type { Role } from "./section-role.js";

/** A stretch of the file that has one purpose. */
export interface Region extends Placed {
  readonly role: Role;
  /** Named as the one that holds the function table. */
  readonly functionTable?: boolean;
}

/** Cuts regions so that none overlap; the one that begins last keeps the place, as a note inside a segment. */
export function withoutOverlaps(regions: readonly Region[]): Region[] {
  const cut: Region[] = [];
  const open: Region[] = [];
  let at = 0;
  const closeUpTo = (limit: number) => {
    for (let inner = open.at(-1); inner !== undefined && at < limit; inner = open.at(-1)) {
      const end = Math.min(inner.offset + inner.size, limit);
      if (end > at) cut.push(piece(inner, at, end));
      at = Math.max(at, end);
      if (inner.offset + inner.size <= at) open.pop();
    }
    at = Math.max(at, limit);
  };
  const sorted = regions
    .filter(({ size }) => size > 0)
    .sort((a, b) => a.offset - b.offset || b.size - a.size);
  for (const region of sorted) {
    closeUpTo(region.offset);
    open.push(region);
  }
  closeUpTo(Number.POSITIVE_INFINITY);
  return cut;
}

const piece = (region: Region, start: number, end: number): Region => ({
  ...region,
  offset: start,
  size: end - start,
  address: region.address === 0 ? 0 : region.address + start - region.offset,
});
