import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";

/** A file found in a zip; `read` gives its content. */
export interface UnzippedEntry {
  readonly name: string;
  /** The Unix mode; absent when the zip was made by a tool without one. */
  readonly mode?: number;
  /** Size of the content. */
  readonly bytes: number;
  read(): Promise<Buffer>;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const endBytes = 22;
const maxCommentBytes = 0xffff;
const encrypted = 1;
const unix = 3;
const macOs = 19;
/** A file that unpacks to more is not read: 1 GiB is far more than a program. */
const maxUnpackedBytes = 1024 ** 3;

/** Not the synchronous one: the emulator goes on serving while it unpacks. */
const inflateRawAside = promisify(inflateRaw);

/** Reads a zip's directory. Throws an `Error` whose message says what is wrong with it, as a clause. */
export function unzip(bytes: Buffer): UnzippedEntry[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let offset = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || offset === 0xffffffff) throw new Error("it is a zip64 archive");
  const entries: UnzippedEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (offset + 46 > bytes.length || bytes.readUInt32LE(offset) !== centralSignature)
      throw new Error("its directory is damaged");
    const nameBytes = bytes.readUInt16LE(offset + 28);
    entries.push(entryAt(bytes, offset, nameBytes));
    offset += 46 + nameBytes + bytes.readUInt16LE(offset + 30) + bytes.readUInt16LE(offset + 32);
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - endBytes - maxCommentBytes);
  for (let offset = bytes.length - endBytes; offset >= lowest; offset -= 1) {
    if (bytes.readUInt32LE(offset) === endSignature) return offset;
  }
  throw new Error("it has no directory at its end");
}

function entryAt(bytes: Buffer, offset: number, nameBytes: number): UnzippedEntry {
  const name = bytes.toString("utf8", offset + 46, offset + 46 + nameBytes);
  const creator = bytes.readUInt8(offset + 5);
  const mode = creator === unix || creator === macOs ? bytes.readUInt16LE(offset + 40) : 0;
  const size = bytes.readUInt32LE(offset + 24);
  return {
    name,
    ...(mode === 0 ? {} : { mode }),
    bytes: size,
    async read() {
      if (bytes.readUInt16LE(offset + 8) & encrypted) throw new Error(`"${name}" is encrypted`);
      const data = bodyOf(bytes, offset, name);
      const content = await inflate(data, bytes.readUInt16LE(offset + 10), size, name);
      if (content.length !== size || crc32(content) !== bytes.readUInt32LE(offset + 16))
        throw new Error(`"${name}" is damaged`);
      return content;
    },
  };
}

function bodyOf(bytes: Buffer, offset: number, name: string): Buffer {
  const local = bytes.readUInt32LE(offset + 42);
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== localSignature)
    throw new Error(`"${name}" is damaged`);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  return bytes.subarray(start, start + bytes.readUInt32LE(offset + 20));
}

async function inflate(data: Buffer, method: number, size: number, name: string): Promise<Buffer> {
  if (method === 0) return data;
  if (method !== 8) throw new Error(`"${name}" is compressed with method ${method}`);
  if (size > maxUnpackedBytes) throw new Error(`"${name}" holds more than ${maxUnpackedBytes} bytes`);
  try {
    return await inflateRawAside(data, { maxOutputLength: Math.max(size, 1) });
  } catch (cause) {
    throw new Error(`"${name}" is damaged`, { cause });
  }
}
