/** What a zip's directory says of a file. */
export interface ZipEntry {
  readonly name: string;
  readonly mode: number;
  readonly bytes: number;
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, section 4.3
const endSignature = Buffer.from([0x50, 0x4b, 5, 6]);
const entrySignature = 0x02014b50;
const entryBytes = 46;

/** The directory of a zip; undefined when it cannot be read. */
export function zipEntries(zip: Buffer): ZipEntry[] | undefined {
  try {
    const end = zip.lastIndexOf(endSignature);
    let at = zip.readUInt32LE(end + 16);
    return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
      if (zip.readUInt32LE(at) !== entrySignature) throw new RangeError("This is no entry.");
      const nameBytes = zip.readUInt16LE(at + 28);
      const name = zip.toString("utf8", at + entryBytes, at + entryBytes + nameBytes);
      const entry = { name, mode: zip.readUInt32LE(at + 38) >>> 16, bytes: zip.readUInt32LE(at + 24) };
      at += entryBytes + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
      return entry;
    });
  } catch {
    return undefined;
  }
}
