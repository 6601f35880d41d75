import type { AddressMap } from "./address-map.js";
import { u16, u32, u64 } from "./little-endian.js";
import { nameBounds, readPath } from "./type-names.js";

/** What a type's descriptor tells: places in the file. */
export interface TypeDescriptor {
  readonly offset: number;
  /** Import path of the package that it is of; empty where neither it nor its elements name one. */
  readonly packagePath: string;
  readonly names: readonly number[];
  readonly types: readonly number[];
}

/** Where types are, and how this version of Go writes them. */
export interface TypeSpace {
  readonly bytes: Buffer;
  /** Of data. */
  readonly map: AddressMap;
  /** Of all that is loaded: the lists of types have sections of their own. */
  readonly anywhere: AddressMap;
  /** Addresses; names and types are counted from the first. */
  readonly start: number;
  readonly end: number;
  readonly mapBytes: number;
  /** That may still be read: types of a damaged file could all claim the same many. */
  methodsLeft: number;
}

// https://github.com/golang/go/blob/master/src/internal/abi/type.go
const typeBytes = 48;
const place = { flags: 20, align: 21, fieldAlign: 22, kind: 23, name: 40, pointerTo: 44 } as const;
const uncommonFlag = 1;
const mostFlags = 64;
const kind = { array: 17, channel: 18, interface: 20, map: 21, pointer: 22, slice: 23, struct: 25, last: 26 };
const bytesOfKind: Readonly<Record<number, number>> = {
  17: 72,
  18: 64,
  19: 56,
  20: 80,
  22: 56,
  23: 56,
  25: 80,
};
const withElement: readonly number[] = [kind.array, kind.channel, kind.pointer, kind.slice];
const withPackage: readonly number[] = [kind.interface, kind.struct];
const methodBytes = 16;
export const smallestMethodBytes = 8;
const deepestElement = 8;
/** What stands for the type arguments of compiled generic functions names no package that exists. */
const shapes = "go.shape";
/** Maps grew in Go 1.24. */
export const mapTypeBytes = { old: 88, swiss: 112 } as const;

/** Reads what lies at a place as a type; nothing when it cannot be one. */
export function readType(space: TypeSpace, offset: number): TypeDescriptor | undefined {
  const { bytes } = space;
  if (!looksLikeType(space, offset)) return undefined;
  const names = [placeOf(space, u32(bytes, offset + place.name))];
  const types = [placeOf(space, u32(bytes, offset + place.pointerTo))];
  const uncommon = uncommonOffset(space, offset);
  if (uncommon !== -1) {
    names.push(placeOf(space, u32(bytes, uncommon)));
    const methods = uncommon + u32(bytes, uncommon + 8);
    readMethods(space, methods, u16(bytes, uncommon + 4), methodBytes, names, types);
  }
  if (kindOf(bytes, offset) === kind.interface) {
    const methods = space.map.offsetOf(u64(bytes, offset + typeBytes + 8));
    const count = Math.min(u64(bytes, offset + typeBytes + 16), 2 ** 16);
    if (methods !== -1) readMethods(space, methods, count, smallestMethodBytes, names, types);
  }
  const known = (each: number) => each !== -1;
  return {
    offset,
    packagePath: packagePathOf(space, offset, deepestElement),
    names: names.filter(known),
    types: types.filter(known),
  };
}

function looksLikeType({ bytes, start, end, map }: TypeSpace, offset: number): boolean {
  if (offset < 0 || offset + mapTypeBytes.swiss > bytes.length) return false;
  const align = bytes[offset + place.align] ?? 0;
  const kindNumber = kindOf(bytes, offset);
  return (
    kindNumber >= 1 &&
    kindNumber <= kind.last &&
    (bytes[offset + place.flags] ?? mostFlags) < mostFlags &&
    [1, 2, 4, 8, 16].includes(align) &&
    align === bytes[offset + place.fieldAlign] &&
    start + u32(bytes, offset + place.name) < end &&
    nameBounds(bytes, map.offsetOf(start + u32(bytes, offset + place.name))) !== undefined
  );
}

const kindOf = (bytes: Buffer, offset: number) => (bytes[offset + place.kind] ?? 0) & 31;

function readMethods(
  space: TypeSpace,
  methods: number,
  count: number,
  stride: number,
  names: number[],
  types: number[],
): void {
  const end = Math.min(methods + count * stride, space.bytes.length - stride);
  for (let at = methods; at < end && space.methodsLeft > 0; at += stride, space.methodsLeft -= 1) {
    names.push(placeOf(space, u32(space.bytes, at)));
    types.push(placeOf(space, u32(space.bytes, at + 4)));
  }
}

/** What only named types, and those with methods, have after the rest. */
function uncommonOffset({ bytes, mapBytes }: TypeSpace, offset: number): number {
  if (((bytes[offset + place.flags] ?? 0) & uncommonFlag) === 0) return -1;
  const kindNumber = kindOf(bytes, offset);
  const uncommon = offset + (kindNumber === kind.map ? mapBytes : (bytesOfKind[kindNumber] ?? typeBytes));
  return uncommon + methodBytes <= bytes.length ? uncommon : -1;
}

function readPackagePath(bytes: Buffer, offset: number): string {
  const path = readPath(bytes, offset);
  return path === shapes ? "" : path;
}

function packagePathOf(space: TypeSpace, offset: number, depth: number): string {
  const { bytes, map } = space;
  const uncommon = uncommonOffset(space, offset);
  const own = uncommon === -1 ? "" : readPackagePath(bytes, placeOf(space, u32(bytes, uncommon)));
  if (own) return own;
  const kindNumber = kindOf(bytes, offset);
  const first = map.offsetOf(u64(bytes, offset + typeBytes));
  if (withPackage.includes(kindNumber)) return readPackagePath(bytes, first);
  const inner = (element: number) =>
    depth > 0 && looksLikeType(space, element) ? packagePathOf(space, element, depth - 1) : "";
  if (withElement.includes(kindNumber)) return inner(first);
  if (kindNumber === kind.map) return inner(map.offsetOf(u64(bytes, offset + typeBytes + 8))) || inner(first);
  return "";
}

/** Of a name or type that is given by its distance from the first. */
function placeOf({ map, start, end }: TypeSpace, distance: number): number {
  return distance > 0 && start + distance < end ? map.offsetOf(start + distance) : -1;
}
