import type { Machine } from "./elf-image.js";

/** Code of one function: where it is in the file, and where it runs. */
export interface CodeRange {
  readonly start: number;
  readonly end: number;
  readonly address: number;
}

type Visit = (target: number) => void;

/** Tells of each address that an instruction of some code reads, writes or takes. */
export const scanCode: Readonly<Record<Machine, (bytes: Buffer, code: CodeRange, visit: Visit) => void>> = {
  amd64: scanAmd64,
  arm64: scanArm64,
};

const lookup = (...codes: number[]) => {
  const table = new Uint8Array(256);
  for (const code of codes) table[code] = 1;
  return table;
};

// Those that end with the distance, so that it counts from there: Intel SDM volume 2, chapter 2.2.1.6.
const short = lookup(0x8d, 0x8b, 0x89, 0x8a, 0x88, 0x03, 0x2b, 0x3b, 0x39, 0x3a, 0x38, 0x63, 0x85);
const afterEscape = lookup(
  ...[0x10, 0x11, 0x28, 0x29, 0x2e, 0x2f, 0x51, 0x54, 0x57, 0x58, 0x59, 0x5c, 0x5e],
  ...[0x6e, 0x6f, 0x7e, 0x7f, 0xb6, 0xb7, 0xbe, 0xbf, 0xd6, 0xef],
);

/**
 * Instructions differ in length, so none is decoded: what looks like one that is relative to itself counts as one. By
 * chance its distance, 32 bits, would hardly lead to data.
 */
function scanAmd64(bytes: Buffer, { start, end, address }: CodeRange, visit: Visit): void {
  for (let at = start + 1; at + 5 <= end; at += 1) {
    if (((bytes[at] ?? 0) & 0xc7) !== 0x05) continue;
    if (short[bytes[at - 1] ?? 0] === 1 || isVector(bytes, at))
      visit(address + (at + 5 - start) + bytes.readInt32LE(at + 1));
  }
}

/** By the bytes before the operation: two or three of escape, or the prefixes of AVX and AVX-512. */
function isVector(bytes: Buffer, at: number): boolean {
  return (
    (bytes[at - 2] === 0x0f && afterEscape[bytes[at - 1] ?? 0] === 1) ||
    (bytes[at - 2] === 0x38 && bytes[at - 3] === 0x0f) ||
    bytes[at - 3] === 0xc5 ||
    bytes[at - 4] === 0xc4 ||
    bytes[at - 5] === 0x62
  );
}

/** An ADRP gives the page; what follows adds the rest of the address: Arm ARM, C6.2 and C3.2. */
function scanArm64(bytes: Buffer, { start, end, address }: CodeRange, visit: Visit): void {
  for (let at = start + ((4 - (address & 3)) & 3); at + 8 <= end; at += 4) {
    const first = bytes.readInt32LE(at);
    if ((first & 0x9f000000) !== -0x70000000) continue;
    const second = bytes.readInt32LE(at + 4);
    if (((second >>> 5) & 31) !== (first & 31)) continue;
    const rest = lowPart(second);
    if (rest === -1) continue;
    const pages = ((first << 8) >> 13) * 4 + ((first >>> 29) & 3);
    const here = address + (at - start);
    visit(here - (here % 4096) + pages * 4096 + rest);
  }
}

function lowPart(instruction: number): number {
  const immediate = (instruction >>> 10) & 0xfff;
  // ADD of 64 bits without shift.
  if ((instruction & 0xffc00000) >>> 0 === 0x91000000) return immediate;
  // Loads and stores; of 128 bits are those of vector registers with the high bit of the operation.
  if ((instruction & 0x3b000000) !== 0x39000000) return -1;
  const isQuadWord = (instruction & 0x04800000) === 0x04800000;
  return immediate * 2 ** (isQuadWord ? 4 : instruction >>> 30);
}
