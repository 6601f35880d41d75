import type { ElfImage } from "./elf-image.js";
import { u64 } from "./little-endian.js";
import type { Pclntab } from "./pclntab.js";

/** What the linker tells the runtime of where things are; addresses, not places in the file. */
export interface ModuleData {
  /** Its own place in the file. */
  readonly offset: number;
  readonly textAddress: number;
  /** Data that holds no pointers. */
  readonly plainStart: number;
  readonly plainEnd: number;
  readonly typesStart: number;
  readonly typesEnd: number;
  readonly functionDataStart: number;
  readonly pclntabEnd: number;
  readonly functionBuckets: number;
  readonly typeLinks: Slice;
  readonly itabLinks: Slice;
}

interface Slice {
  readonly address: number;
  readonly count: number;
}

const wordBytes = 8;
// In words, the same since Go 1.18: https://github.com/golang/go/blob/master/src/runtime/symtab.go
const namesWord = 1;
const pclntableWord = 13;
const functionBucketsWord = 19;
const textWord = 22;
const plainDataWord = 24;
const endWord = 32;
/** Go 1.20 put two words of coverage before the end of the data. */
const coverageWords = 2;
const longestWords = 60;

/** Finds it by its first two words, which point into the function table; gives nothing where there is none. */
export function findModuleData({ bytes, regions }: ElfImage, table: Pclntab): ModuleData | undefined {
  const start = Buffer.alloc(2 * wordBytes);
  start.writeBigUInt64LE(BigInt(table.address), 0);
  start.writeBigUInt64LE(BigInt(table.address + table.names - table.offset), namesWord * wordBytes);
  for (const { offset, size, address } of regions) {
    if (address === 0) continue;
    const within = bytes.subarray(offset, offset + size);
    const at = within.indexOf(start);
    if (at !== -1 && at + longestWords * wordBytes <= size) return read(bytes, offset + at, table);
  }
  return undefined;
}

function read(bytes: Buffer, offset: number, table: Pclntab): ModuleData {
  const word = (index: number) => u64(bytes, offset + index * wordBytes);
  const slice = (index: number): Slice => ({ address: word(index), count: word(index + 1) });
  const end = endWord + (table.recordBytes === 44 ? coverageWords : 0);
  // The end, two masks, then types, read-only data and function data; Go 1.26 put the end of the table after them.
  const afterFunctionData = end + 7;
  const isSlice = word(afterFunctionData + 1) === word(afterFunctionData + 2);
  const sections = isSlice ? afterFunctionData : afterFunctionData + 1;
  return {
    offset,
    textAddress: word(textWord),
    plainStart: word(plainDataWord),
    plainEnd: word(plainDataWord + 1),
    typesStart: word(end + 3),
    typesEnd: word(end + 4),
    functionDataStart: word(end + 6),
    pclntabEnd: isSlice ? word(pclntableWord) + word(pclntableWord + 1) : word(afterFunctionData),
    functionBuckets: word(functionBucketsWord),
    typeLinks: slice(sections + 3),
    itabLinks: slice(sections + 6),
  };
}
