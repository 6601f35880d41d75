import { EvidenceError } from "../evidence-error.js";
import type { Placed } from "./address-map.js";
import { u16, u32, u64 } from "./little-endian.js";
import { messages } from "./messages.js";

// https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html, ch4.sheader.html and ch5.pheader.html
export const headerBytes = 64;
const segmentBytes = 56;
const sectionBytes = 64;
const typeNoBits = 8;

/** A program header: what is loaded, and where. */
export interface Segment extends Placed {
  readonly type: number;
  readonly executable: boolean;
}

export const segmentType = { load: 1, dynamic: 2, interpreter: 3, note: 4 } as const;

/** A section header: what the linker calls a stretch of the file. */
export interface Section extends Placed {
  readonly name: string;
  readonly loaded: boolean;
  readonly executable: boolean;
}

/** Where the two tables of headers are in the file. */
export function headerTables(bytes: Buffer): { segments: Placed; sections: Placed } {
  const segments = { address: 0, offset: u64(bytes, 32), size: u16(bytes, 56) * segmentBytes };
  const sections = { address: 0, offset: u64(bytes, 40), size: u16(bytes, 60) * sectionBytes };
  if (segments.size > 0) mustFit(bytes, segments, "table of segments");
  if (sections.offset === 0) return { segments, sections: { ...sections, size: 0 } };
  mustFit(bytes, sections, "table of sections");
  return { segments, sections };
}

export function readSegments(bytes: Buffer, table: Placed): Segment[] {
  const segments: Segment[] = [];
  for (let at = table.offset; at < table.offset + table.size; at += segmentBytes) {
    const segment = {
      type: u32(bytes, at),
      executable: (u32(bytes, at + 4) & 1) !== 0,
      offset: u64(bytes, at + 8),
      address: u64(bytes, at + 16),
      size: u64(bytes, at + 32),
    };
    if (segment.size === 0) continue;
    mustFit(bytes, segment, `segment ${(at - table.offset) / segmentBytes}`);
    segments.push(segment);
  }
  return segments;
}

/** Nothing for a binary whose section headers were taken away. */
export function readSections(bytes: Buffer, table: Placed): Section[] {
  const names = table.offset + u16(bytes, 62) * sectionBytes;
  const namesOffset = names < table.offset + table.size ? u64(bytes, names + 24) : bytes.length;
  const sections: Section[] = [];
  for (let at = table.offset; at < table.offset + table.size; at += sectionBytes) {
    const flags = u32(bytes, at + 8);
    const section = {
      name: nameAt(bytes, namesOffset + u32(bytes, at)),
      loaded: (flags & 2) !== 0,
      executable: (flags & 4) !== 0,
      address: u64(bytes, at + 16),
      offset: u64(bytes, at + 24),
      size: u64(bytes, at + 32),
    };
    if (u32(bytes, at + 4) === 0 || u32(bytes, at + 4) === typeNoBits) continue;
    mustFit(bytes, section, `section ${section.name || (at - table.offset) / sectionBytes}`);
    sections.push(section);
  }
  return sections;
}

const longestName = 64;

function nameAt(bytes: Buffer, start: number): string {
  if (start >= bytes.length) return "";
  return bytes.toString("latin1", start, start + longestName).replace(/[^\w.+-].*$/s, "");
}

function mustFit(bytes: Buffer, { offset, size }: Placed, what: string): void {
  if (offset + size > bytes.length)
    throw new EvidenceError(messages.cutShort(what, offset + size, bytes.length));
}
