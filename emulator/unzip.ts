import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { EmulatorError } from "./emulator-error.js";

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly mode: number;
  readonly size: number;
  readonly data: Buffer;
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3 and 4.4
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const longestComment = 0xffff;
const entryBytes = 46;
const localBytes = 30;
const deflated = 8;
const stored = 0;
const fileType = 0o170000;
const symbolicLink = 0o120000;
const executableByAny = 0o111;

const program = "bootstrap";
/** ELF, a script, Mach-O for one processor and for several. */
const programStarts = ["\x7fELF", "#!", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe"];

const inflate = promisify(inflateRaw);

/** Unpacks a zip into a folder, with execute bits; `bootstrap` always has its own. */
export async function unzip(zip: Buffer, folder: string): Promise<void> {
  const entries = readEntries(zip);
  if (!entries.some(({ name }) => name === program)) {
    throw new EmulatorError('The zip must hold a file "bootstrap" at its top, which is the program to run.');
  }
  for (const entry of entries) await unpack(entry, folder);
}

async function unpack({ name, method, mode, size, data }: ZipEntry, folder: string): Promise<void> {
  const target = path.join(folder, name);
  if (path.isAbsolute(name) || !target.startsWith(folder + path.sep) || (mode & fileType) === symbolicLink) {
    throw new EmulatorError(`The zip holds "${name}", which is no file or folder inside it.`);
  }
  if (name.endsWith("/")) {
    await mkdir(target, { recursive: true });
    return;
  }
  const content = method === stored ? data : await inflate(data, { maxOutputLength: Math.max(size, 1) });
  if (name === program) checkProgram(content);
  await mkdir(path.dirname(target), { recursive: true });
  const executable = name === program || (mode & executableByAny) !== 0;
  await writeFile(target, content, { mode: executable ? 0o755 : 0o644 });
}

/** What the system does not know it hands to a shell, which then complains about bytes. */
function checkProgram(content: Buffer): void {
  const start = content.toString("latin1", 0, 4);
  if (programStarts.some((known) => start.startsWith(known))) return;
  throw new EmulatorError(
    `"bootstrap" in the zip must be an ELF or Mach-O binary or begin with "#!", but begins with ${JSON.stringify(start)}.`,
  );
}

/** fflate reads no modes, and Node's inflate does not block, so the directory is read here. */
function readEntries(zip: Buffer): ZipEntry[] {
  try {
    const end = findEnd(zip);
    const entries: ZipEntry[] = [];
    let at = zip.readUInt32LE(end + 16);
    for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
      if (zip.readUInt32LE(at) !== entrySignature) throw new RangeError("An entry has no signature.");
      entries.push(readEntry(zip, at));
      at += entryBytes + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
    return entries;
  } catch (cause) {
    throw new EmulatorError("The zip cannot be read: its directory is damaged, or larger than 4 GB.", {
      cause,
    });
  }
}

function findEnd(zip: Buffer): number {
  const last = zip.length - endBytes;
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (zip.readUInt32LE(at) === endSignature) return at;
  }
  throw new RangeError("There is no end record.");
}

function readEntry(zip: Buffer, at: number): ZipEntry {
  const name = zip.toString("utf8", at + entryBytes, at + entryBytes + zip.readUInt16LE(at + 28));
  const method = zip.readUInt16LE(at + 10);
  if (method !== stored && method !== deflated)
    throw new RangeError(`"${name}" is compressed in an unknown way.`);
  const local = zip.readUInt32LE(at + 42);
  const start = local + localBytes + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + zip.readUInt32LE(at + 20));
  return { name, method, mode: zip.readUInt32LE(at + 38) >>> 16, size: zip.readUInt32LE(at + 24), data };
}
