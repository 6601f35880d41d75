import { AddressMap, type Placed } from "./address-map.js";
import type { Machine } from "./elf-image.js";
import { type Segment, segmentType } from "./elf-tables.js";
import { u32, u64 } from "./little-endian.js";

// https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html and the processors' supplements
const tag = { end: 0, relocations: 7, relocationsSize: 8 } as const;
const relative: Readonly<Record<Machine, number>> = { amd64: 8, arm64: 1027 };
const relocationBytes = 24;

/** The bytes with the addresses in place that the loader would add the binary's own address to. */
export function relocated(bytes: Buffer, segments: readonly Segment[], machine: Machine): Buffer {
  const table = relocationTable(bytes, segments);
  if (table.size === 0) return bytes;
  const places = loadedPlaces(segments);
  const copy = Buffer.from(bytes);
  for (let at = table.offset; at + relocationBytes <= table.offset + table.size; at += relocationBytes) {
    if (u32(bytes, at + 8) !== relative[machine]) continue;
    const offset = places.offsetOf(u64(bytes, at));
    if (offset !== -1 && offset + 8 <= bytes.length) bytes.copy(copy, offset, at + 16, at + 24);
  }
  return copy;
}

/** Where the file has the addresses to fill in; of no size in a binary that is loaded to a fixed place. */
export function relocationTable(bytes: Buffer, segments: readonly Segment[]): Placed {
  let address = 0;
  let size = 0;
  const dynamic = segments.find(({ type }) => type === segmentType.dynamic);
  const end = dynamic ? Math.min(dynamic.offset + dynamic.size, bytes.length) : 0;
  for (let at = dynamic?.offset ?? 0; at + 16 <= end && u64(bytes, at) !== tag.end; at += 16) {
    if (u64(bytes, at) === tag.relocations) address = u64(bytes, at + 8);
    if (u64(bytes, at) === tag.relocationsSize) size = u64(bytes, at + 8);
  }
  const offset = loadedPlaces(segments).offsetOf(address);
  return offset === -1
    ? { offset: 0, size: 0, address }
    : { offset, size: Math.min(size, bytes.length - offset), address };
}

const loadedPlaces = (segments: readonly Segment[]) =>
  new AddressMap(segments.filter(({ type }) => type === segmentType.load));
