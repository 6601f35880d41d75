/** What a tar holds at a path. */
export interface TarMember {
  readonly path: string;
  readonly kind: "file" | "folder" | "link" | "other";
  /** The permissions with the set-user-ID, set-group-ID and sticky bits. */
  readonly mode: number;
  readonly bytes: Buffer;
}

const blockBytes = 512;
const kinds: Readonly<Record<string, TarMember["kind"]>> = {
  "0": "file",
  "\0": "file",
  "7": "file",
  "5": "folder",
  "1": "link",
  "2": "link",
};
/** Links, devices, folders and pipes: whatever size they tell, nothing follows them. */
const withoutBody = ["1", "2", "3", "4", "5", "6"];
const typeExtended = "x";
const typeExtendedForAll = "g";
const typeLongName = "L";
const typeLongLink = "K";

/** Reads a tar from its beginning to its end. Throws an `Error` whose message says what is wrong with it, as a clause. */
export function untar(bytes: Buffer): TarMember[] {
  const members: TarMember[] = [];
  let given: { path?: string; size?: number } = {};
  for (let at = 0; !isEnd(bytes, at); ) {
    const header = bytes.subarray(at, at + blockBytes);
    checkSum(header, at);
    const type = header.toString("latin1", 156, 157);
    const size = bodyBytes(header, type, given.size);
    const start = at + blockBytes;
    if (!Number.isSafeInteger(size) || size < 0) throw new Error(`its header at byte ${at} is damaged`);
    if (start + size > bytes.length) throw new Error(`it ends within the file at byte ${at}`);
    const body = bytes.subarray(start, start + size);
    at = start + Math.ceil(size / blockBytes) * blockBytes;

    if (type === typeExtended) given = { ...given, ...extended(body) };
    else if (type === typeLongName) given = { ...given, path: text(body) };
    else if (isMember(type)) {
      const path = given.path ?? shortPath(header);
      members.push({
        path: trimmed(path),
        kind: kinds[type] ?? "other",
        mode: number(header, 100, 8) & 0o7777,
        bytes: body,
      });
      given = {};
    }
  }
  return members;
}

function isMember(type: string): boolean {
  return ![typeExtended, typeExtendedForAll, typeLongName, typeLongLink].includes(type);
}

function bodyBytes(header: Buffer, type: string, given: number | undefined): number {
  if (withoutBody.includes(type)) return 0;
  return (isMember(type) ? given : undefined) ?? number(header, 124, 12);
}

/** Two empty blocks end a tar; some writers leave out one or both. */
function isEnd(bytes: Buffer, at: number): boolean {
  if (at >= bytes.length) return true;
  if (at + blockBytes > bytes.length) throw new Error(`it ends within the header at byte ${at}`);
  return bytes.subarray(at, at + blockBytes).every((byte) => byte === 0);
}

function checkSum(header: Buffer, at: number): void {
  let sum = 8 * 0x20;
  for (const [index, byte] of header.entries()) if (index < 148 || index >= 156) sum += byte;
  if (sum !== number(header, 148, 8)) throw new Error(`its header at byte ${at} is damaged`);
}

/** Octal digits, or after a byte of 0x80 a binary number, as GNU tar writes what octal cannot hold. */
function number(header: Buffer, at: number, width: number): number {
  if (header[at] === 0x80) {
    const value = header.readUIntBE(at + width - 6, 6);
    return header.subarray(at + 1, at + width - 6).every((byte) => byte === 0) ? value : Number.NaN;
  }
  const digits = header.toString("latin1", at, at + width).replace(/[\0 ]+$/, "");
  return digits === "" ? 0 : Number.parseInt(/^ *[0-7]+$/.test(digits) ? digits : "x", 8);
}

function shortPath(header: Buffer): string {
  const name = text(header.subarray(0, 100));
  const isUstar = header.toString("latin1", 257, 263) === "ustar\0";
  const prefix = isUstar ? text(header.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** Without `./` before it and `/` behind it. No pattern, as those take long on a million slashes. */
function trimmed(path: string): string {
  let start = 0;
  let end = path.length;
  while (path.startsWith("./", start)) start += 2;
  while (end > start && path[end - 1] === "/") end -= 1;
  return path.slice(start, end);
}

function text(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? field.length : end);
}

/** Records of `LENGTH KEYWORD=VALUE\n`. */
function extended(body: Buffer): { path?: string; size?: number } {
  const found: { path?: string; size?: number } = {};
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(" ", at);
    const length = Number(body.toString("latin1", at, Math.max(at, space)));
    const equals = body.indexOf("=", space);
    const end = at + length;
    if (!(length > 0 && space < equals && equals < end && end <= body.length && body[end - 1] === 0x0a))
      throw new Error("its extended header is damaged");
    const keyword = body.toString("utf8", space + 1, equals);
    const value = body.toString("utf8", equals + 1, end - 1);
    if (keyword === "path") found.path = value;
    if (keyword === "size") found.size = Number(value);
    at = end;
  }
  return found;
}
