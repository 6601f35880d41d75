import { crc32 } from "node:zlib";
import { BuildError } from "./build-error.js";
import { deflate } from "./deflate.js";
import { messages } from "./messages.js";

/** A file to put into a zip. */
export interface ZipEntry {
  /** Its path in the zip, with `/` between folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3 and 4.4
const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const versionNeeded = 20;
const madeByUnix = (3 << 8) | versionNeeded;
const utf8Names = 0x0800;
const stored = 0;
const deflated = 8;
/** 1980-01-01 00:00, the earliest time a zip can hold. It names no time zone, and nothing is computed from one. */
const fixedTime = 0;
const fixedDate = (1 << 5) | 1;
const regularFile = 0o100000;
const maxEntries = 0xffff - 1;
const maxBytes = 0xffffffff - 1;

/** Packs files into a zip whose bytes follow from names, contents and execute bits alone. */
export async function zip(entries: readonly ZipEntry[]): Promise<Buffer> {
  if (entries.length > maxEntries) {
    throw new BuildError(messages.zipWithTooManyFiles(maxEntries, entries.length));
  }
  const named = entries.map((entry) => ({ ...entry, name: Buffer.from(entry.name, "utf8") }));
  named.sort((a, b) => Buffer.compare(a.name, b.name));
  const bodies = await Promise.all(named.map((entry) => compress(entry.bytes)));

  const records: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [index, entry] of named.entries()) {
    const body = bodies[index] ?? entry.bytes;
    const common = commonFields(entry.name, entry.bytes, body);
    const mode = regularFile | (entry.executable ? 0o755 : 0o644);
    directory.push(
      fields(
        [4, centralSignature],
        [2, madeByUnix],
        ...common,
        [2, 0],
        [2, 0],
        [2, 0],
        [4, mode * 0x10000],
        [4, offset],
      ),
      entry.name,
    );
    const header = fields([4, localSignature], ...common);
    records.push(header, entry.name, body);
    offset += header.length + entry.name.length + body.length;
    if (offset > maxBytes) throw new BuildError(messages.zipTooLarge);
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0);
  const count = named.length;
  const end = fields(
    [4, endSignature],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directoryBytes],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...records, ...directory, end]);
}

/** The fields that a local header and its copy in the central directory share, from "version needed" on. */
function commonFields(name: Buffer, bytes: Uint8Array, body: Uint8Array): [number, number][] {
  return [
    [2, versionNeeded],
    [2, name.every((byte) => byte < 0x80) ? 0 : utf8Names],
    [2, body === bytes ? stored : deflated],
    [2, fixedTime],
    [2, fixedDate],
    [4, crc32(bytes)],
    [4, body.length],
    [4, bytes.length],
    [2, name.length],
    [2, 0],
  ];
}

/** Little-endian numbers, each given with its width. */
function fields(...numbers: [width: number, value: number][]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [width]) => sum + width, 0));
  let offset = 0;
  for (const [width, value] of numbers) offset = buffer.writeUIntLE(value, offset, width);
  return buffer;
}

async function compress(bytes: Uint8Array): Promise<Uint8Array> {
  const smaller = await deflate(bytes);
  return smaller.length < bytes.length ? smaller : bytes;
}
