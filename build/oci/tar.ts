/** A file or a folder to put into a tar, owned by root. */
export interface TarEntry {
  /** Its path from the root, `etc/passwd`, without a `/` at either end. */
  readonly path: string;
  readonly mode: number;
  /** Unset for a folder. */
  readonly bytes?: Uint8Array;
}

// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange Format" and "pax Header Block"
const blockBytes = 512;
const nameBytes = 100;
const checksumAt = 148;
const magicAt = 257;
const devicesAt = 329;
const owner = 0;
/** Not 1980 as in a zip: Go's file server takes this one for "unknown", and so tells no browser that a file is old. */
const fixedTime = 0;
const typeFile = "0";
const typeFolder = "5";
const typeExtended = "x";

/** Packs files into a tar whose bytes follow from paths, contents and modes alone; folders above them are added. */
export function tar(entries: readonly TarEntry[]): Buffer {
  const named = withFolders(entries).map((entry) => ({ ...entry, name: Buffer.from(entry.path, "utf8") }));
  named.sort((a, b) => Buffer.compare(a.name, b.name));
  const parts = named.flatMap(({ name, mode, bytes }) =>
    bytes
      ? [...headers(name, mode, typeFile, bytes.length), bytes, padding(bytes.length)]
      : headers(Buffer.concat([name, Buffer.from("/")]), mode, typeFolder, 0),
  );
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
}

function withFolders(entries: readonly TarEntry[]): TarEntry[] {
  const paths = new Set(entries.map(({ path }) => path));
  const folders: TarEntry[] = [];
  for (const { path } of entries) {
    for (let end = path.lastIndexOf("/"); end !== -1; end = path.lastIndexOf("/", end - 1)) {
      const above = path.slice(0, end);
      if (paths.has(above)) break;
      paths.add(above);
      folders.push({ path: above, mode: 0o755 });
    }
  }
  return [...entries, ...folders];
}

function headers(name: Buffer, mode: number, type: string, size: number): Uint8Array[] {
  if (name.length <= nameBytes && name.every((byte) => byte < 0x80)) return [header(name, mode, type, size)];
  const record = extendedRecord("path", name);
  // Readers that know no extended headers still unpack something.
  const short = Buffer.from(name.map((byte) => (byte < 0x80 ? byte : 0x5f))).subarray(0, nameBytes);
  return [
    header(Buffer.from("PaxHeader"), 0o644, typeExtended, record.length),
    record,
    padding(record.length),
    header(short, mode, type, size),
  ];
}

function header(name: Buffer, mode: number, type: string, size: number): Buffer {
  const block = Buffer.alloc(blockBytes);
  const fields = [
    name.toString("latin1").padEnd(nameBytes, "\0"),
    octal(mode, 8),
    octal(owner, 8),
    octal(owner, 8),
    octal(size, 12),
    octal(fixedTime, 12),
    " ".repeat(8),
    type,
  ];
  block.write(fields.join(""), "latin1");
  block.write("ustar\x0000", magicAt, "latin1");
  block.write(octal(0, 8) + octal(0, 8), devicesAt, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 7)} `, checksumAt, "latin1");
  return block;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, "0")}\0`;
}

/** `23 path=...\n`, whose number counts its own digits too. */
function extendedRecord(keyword: string, value: Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${keyword}=`), value, Buffer.from("\n")]);
  let length = rest.length;
  while (`${length}`.length + rest.length !== length) length = `${length}`.length + rest.length;
  return Buffer.concat([Buffer.from(`${length}`), rest]);
}

function padding(length: number): Buffer {
  return Buffer.alloc((blockBytes - (length % blockBytes)) % blockBytes);
}
