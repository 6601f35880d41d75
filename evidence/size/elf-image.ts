import { EvidenceError } from "../evidence-error.js";
import {
  headerBytes,
  headerTables,
  readSections,
  readSegments,
  type Segment,
  segmentType,
} from "./elf-tables.js";
import { u16 } from "./little-endian.js";
import { messages } from "./messages.js";
import { type Region, withoutOverlaps } from "./regions.js";
import { relocated, relocationTable } from "./relocated.js";
import { roleOf } from "./section-role.js";

/** A binary as it lies in memory before it runs. */
export interface ElfImage {
  /** Of the file, with the addresses filled in that a position-independent binary learns at its start. */
  readonly bytes: Buffer;
  readonly machine: Machine;
  /** By their place in the file, without overlaps. */
  readonly regions: readonly Region[];
}

export type Machine = "amd64" | "arm64";

const machines: Readonly<Record<number, Machine>> = { 62: "amd64", 183: "arm64" };
const otherMachines: Readonly<Record<number, string>> = { 21: "ppc64le", 243: "riscv64", 258: "loong64" };
const otherFormats: Readonly<Record<string, readonly [format: string, system: string]>> = {
  cffaedfe: ["Mach-O", "macOS"],
  cefaedfe: ["Mach-O", "macOS"],
  cafebabe: ["Mach-O", "macOS"],
};

/** Reads an ELF file by its sections, or by its segments where those were taken away. */
export function readElfImage(bytes: Buffer): ElfImage {
  const machine = readMachine(bytes);
  const tables = headerTables(bytes);
  const segments = readSegments(bytes, tables.segments);
  const sections = readSections(bytes, tables.sections);
  const headers: Region[] = [
    { address: 0, offset: 0, size: headerBytes },
    tables.segments,
    tables.sections,
  ].map((stretch) => ({ ...stretch, role: { part: "headers" } }));
  const named: Region[] =
    sections.length > 0
      ? sections.map((section) => ({
          ...section,
          role: roleOf(section),
          functionTable: section.name.endsWith(".gopclntab"),
        }))
      : regionsOfSegments(bytes, segments);
  return {
    bytes: relocated(bytes, segments, machine),
    machine,
    regions: withoutOverlaps([...headers, ...named]),
  };
}

const partOfSegment: Readonly<Record<number, string>> = {
  [segmentType.dynamic]: "dynamic linking",
  [segmentType.interpreter]: "dynamic linking",
  [segmentType.note]: "notes",
};

function regionsOfSegments(bytes: Buffer, segments: readonly Segment[]): Region[] {
  const relocations: Region = { ...relocationTable(bytes, segments), role: { part: "relocations" } };
  const regions = segments.flatMap((segment): Region[] => {
    const part = partOfSegment[segment.type];
    if (part !== undefined) return [{ ...segment, role: { part } }];
    return segment.type === segmentType.load
      ? [{ ...segment, role: segment.executable ? "code" : "data" }]
      : [];
  });
  return [...regions, relocations];
}

function readMachine(bytes: Buffer): Machine {
  const [format, system] = otherFormats[bytes.toString("hex", 0, 4)] ?? [];
  if (format && system) throw new EvidenceError(messages.otherFormat(format, system));
  if (bytes.toString("latin1", 0, 2) === "MZ") throw new EvidenceError(messages.otherFormat("PE", "Windows"));
  if (bytes.toString("latin1", 0, 4) !== "\x7fELF") throw new EvidenceError(messages.notElf());
  if (bytes.length < headerBytes)
    throw new EvidenceError(messages.cutShort("ELF header", headerBytes, bytes.length));
  if (bytes[5] !== 1) throw new EvidenceError(messages.bigEndian());
  if (bytes[4] !== 2) throw new EvidenceError(messages.not64Bit());
  const number = u16(bytes, 18);
  const machine = machines[number];
  if (!machine) throw new EvidenceError(messages.otherMachine(otherMachines[number] ?? `machine ${number}`));
  return machine;
}
