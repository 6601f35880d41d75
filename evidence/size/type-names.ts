/** Exported, tagged, with a package, embedded. */
const mostFlags = 16;
const mostBytesOfLength = 3;
/** No import path is longer. */
const longestPath = 1024;

/** Finds the text of a name of the runtime's, of a type or an import path; nothing where there is none. */
export function nameBounds(bytes: Buffer, offset: number): { start: number; end: number } | undefined {
  // https://github.com/golang/go/blob/master/src/internal/abi/type.go, type Name
  if (offset < 0 || (bytes[offset] ?? mostFlags) >= mostFlags) return undefined;
  let length = 0;
  for (let index = 0; index < mostBytesOfLength; index += 1) {
    const byte = bytes[offset + 1 + index] ?? 0;
    length += (byte & 127) * 128 ** index;
    if (byte >= 128) continue;
    const start = offset + 2 + index;
    return start + length <= bytes.length ? { start, end: start + length } : undefined;
  }
  return undefined;
}

export function readPath(bytes: Buffer, offset: number): string {
  const bounds = nameBounds(bytes, offset);
  return bounds && bounds.end - bounds.start <= longestPath
    ? bytes.toString("utf8", bounds.start, bounds.end)
    : "";
}
