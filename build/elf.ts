import type { Executable } from "./executable.js";

// https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html and ch5.pheader.html
const machines: Readonly<Record<number, string>> = {
  3: "386",
  40: "arm",
  62: "amd64",
  183: "arm64",
  243: "riscv64",
};
/** Linux binaries mostly carry 0, "System V". */
const systems: Readonly<Record<number, string>> = {
  0: "linux",
  2: "netbsd",
  3: "linux",
  6: "solaris",
  9: "freebsd",
  12: "openbsd",
};
const typeExecutable = 2;
const typeDynamic = 3;
const segmentDynamic = 2;
const segmentInterpreter = 3;
const tagNeeded = 1n;
const headerBytes64 = 64;
const segmentBytes64 = 56;
const class64 = 2;
const littleEndian = 1;

/** Reads what an ELF header tells, or gives nothing when the bytes are not ELF. */
export function readElf(bytes: Buffer): Executable | undefined {
  if (bytes.length < headerBytes64 || bytes.readUInt32BE(0) !== 0x7f454c46) return undefined;
  const system = systems[bytes.readUInt8(7)] ?? `system ${bytes.readUInt8(7)}`;
  const little = bytes.readUInt8(5) === littleEndian;
  const machine = little ? bytes.readUInt16LE(18) : bytes.readUInt16BE(18);
  const architecture = little ? (machines[machine] ?? `machine ${machine}`) : `big-endian machine ${machine}`;
  // Every architecture that a function runs on is 64-bit and little-endian; of others the names are enough.
  if (bytes.readUInt8(4) !== class64 || !little)
    return { os: system, architecture, runnable: true, dynamic: false, loader: "" };

  const type = bytes.readUInt16LE(16);
  const hasEntryPoint = bytes.readBigUInt64LE(24) !== 0n;
  const segments = programHeaders(bytes);
  const interpreter = segments.find((segment) => segment.type === segmentInterpreter);
  // There is one at most. Of a hostile file with thousands, each would be searched through.
  const dynamic = segments.find((segment) => segment.type === segmentDynamic);
  const libraries = dynamic !== undefined && needsLibraries(bytes, dynamic);
  return {
    os: system,
    architecture,
    runnable: type === typeExecutable || (type === typeDynamic && hasEntryPoint),
    dynamic: interpreter !== undefined || libraries,
    loader: interpreter
      ? bytes
          .toString("latin1", interpreter.offset, interpreter.offset + interpreter.size)
          .replace(/\0.*$/s, "")
      : "",
  };
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

function programHeaders(bytes: Buffer): Segment[] {
  const table = Number(bytes.readBigUInt64LE(32));
  if (bytes.readUInt16LE(54) !== segmentBytes64) return [];
  const segments: Segment[] = [];
  for (let index = 0; index < bytes.readUInt16LE(56); index += 1) {
    const at = table + index * segmentBytes64;
    if (at + segmentBytes64 > bytes.length) break;
    const offset = Number(bytes.readBigUInt64LE(at + 8));
    const size = Number(bytes.readBigUInt64LE(at + 32));
    segments.push({ type: bytes.readUInt32LE(at), offset, size });
  }
  return segments;
}

/** A static position-independent binary has a dynamic section too, but names no library in it. */
function needsLibraries(bytes: Buffer, { offset, size }: Segment): boolean {
  const end = Math.min(offset + size, bytes.length);
  for (let at = offset; at + 16 <= end; at += 16) {
    const tag = bytes.readBigUInt64LE(at);
    if (tag === tagNeeded) return true;
    if (tag === 0n) return false;
  }
  return false;
}
