import { EvidenceError } from "../evidence-error.js";
import type { ElfImage, Machine } from "./elf-image.js";
import { u32, u64 } from "./little-endian.js";
import { messages } from "./messages.js";
import type { Region } from "./regions.js";

/** The table that Go's runtime finds functions, names and lines in; all places are those in the file. */
export interface Pclntab {
  readonly offset: number;
  readonly address: number;
  readonly functionCount: number;
  /** 0 since Go 1.26, and where the module data knows better. */
  readonly textAddress: number;
  readonly names: number;
  readonly units: number;
  readonly files: number;
  readonly values: number;
  /** Pairs of a function's place in the code and of its record, which is counted from here too. */
  readonly functions: number;
  /** Of a function's record, without the lists that follow it. */
  readonly recordBytes: number;
  /** Of the region that it lies in; other tables may follow it there. */
  readonly regionEnd: number;
}

// https://github.com/golang/go/blob/master/src/internal/abi/symtab.go and src/cmd/link/internal/ld/pcln.go
const recordBytesByMagic: Readonly<Record<number, number>> = { 4294967280: 40, 4294967281: 44 };
const magics = Object.keys(recordBytesByMagic).map(Number);
const tooOldMagics = [0xfffffffa, 0xfffffffb];
const instructionBytes: Readonly<Record<Machine, number>> = { amd64: 1, arm64: 4 };
const pointerBytes = 8;
const headerBytes = 72;

/** Finds the table by its first bytes, as it has no section of its own in every binary. */
export function findPclntab(image: ElfImage): Pclntab {
  for (const magic of magics) {
    for (const { offset, region } of occurrences(image, magic)) {
      const table = readHeader(image.bytes, offset, region, recordBytesByMagic[magic] ?? 0);
      if (table) return table;
    }
  }
  throw new EvidenceError(whyNone(image));
}

function whyNone(image: ElfImage): string {
  const has = (magic: number) => !occurrences(image, magic).next().done;
  if (magics.some(has)) return messages.damaged();
  if (tooOldMagics.some(has)) return messages.tooOld();
  const named = image.regions.find(({ functionTable }) => functionTable);
  if (named && named.size >= 4)
    return messages.unknownTable(`0x${u32(image.bytes, named.offset).toString(16).padStart(8, "0")}`);
  // A program may hold these four letters as a constant; one that has no function table is what UPX leaves.
  return image.bytes.includes("UPX!") ? messages.packed() : messages.notGo();
}

interface Occurrence {
  readonly offset: number;
  readonly region: Region;
}

function* occurrences({ bytes, machine, regions }: ElfImage, magic: number): Generator<Occurrence> {
  const start = Buffer.alloc(8);
  start.writeUInt32LE(magic);
  start[6] = instructionBytes[machine];
  start[7] = pointerBytes;
  for (const region of regions) {
    const { offset, size } = region;
    if (region.role !== "data") continue;
    const within = bytes.subarray(offset, offset + size);
    for (let at = within.indexOf(start); at !== -1; at = within.indexOf(start, at + 1))
      yield { offset: offset + at, region };
  }
}

function readHeader(bytes: Buffer, offset: number, region: Region, recordBytes: number): Pclntab | undefined {
  const regionEnd = region.offset + region.size;
  if (offset + headerBytes > regionEnd) return undefined;
  const [names = 0, units = 0, files = 0, values = 0, functions = 0] = [32, 40, 48, 56, 64].map(
    (at) => offset + u64(bytes, offset + at),
  );
  const functionCount = u64(bytes, offset + 8);
  const ends = [offset + headerBytes, names, units, files, values, functions, regionEnd];
  const ordered = ends.every((end, index) => index === 0 || end >= (ends[index - 1] ?? 0));
  if (!ordered || functionCount === 0 || functions + functionCount * 8 + 4 > regionEnd) return undefined;
  return {
    offset,
    address: region.address + offset - region.offset,
    functionCount,
    textAddress: u64(bytes, offset + 24),
    names,
    units,
    files,
    values,
    functions,
    recordBytes,
    regionEnd,
  };
}
