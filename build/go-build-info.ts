/** What the Go linker wrote about how a binary was built. */
export interface GoBuildInfo {
  readonly goVersion: string;
  readonly module: string;
  readonly dependencies: readonly string[];
  /** The linker's account of how it was built, `-trimpath=true`, sorted. */
  readonly settings: readonly string[];
}

// The layout since Go 1.18: https://pkg.go.dev/debug/buildinfo and its source, src/debug/buildinfo/buildinfo.go
const magic = Buffer.from("\xff Go buildinf:", "latin1");
const alignment = 16;
const flagsOffset = 15;
const inlineStrings = 2;
const stringsOffset = 32;
const sentinelBytes = 16;

/** Finds the build information in a binary of Go 1.18 or newer. */
export function readGoBuildInfo(bytes: Buffer): GoBuildInfo | undefined {
  const found = find(bytes);
  if (!found) return undefined;
  const { main: module, dependencies, settings } = found;
  return {
    goVersion: found.goVersion,
    module,
    dependencies: [...dependencies.values()].sort(),
    settings: settings.sort(),
  };
}

/** Gives each dependency of a binary, `path@version` of what is linked in, by the path that it is imported under. */
export function readGoModules(bytes: Buffer): ReadonlyMap<string, string> {
  return find(bytes)?.dependencies ?? new Map();
}

interface Found {
  readonly goVersion: string;
  readonly main: string;
  readonly dependencies: Map<string, string>;
  readonly settings: string[];
}

function find(bytes: Buffer): Found | undefined {
  for (let at = bytes.indexOf(magic); at !== -1; at = bytes.indexOf(magic, at + 1)) {
    // A program that itself reads build information holds the magic as a constant too.
    if (at % alignment !== 0 || ((bytes[at + flagsOffset] ?? 0) & inlineStrings) === 0) continue;
    const version = readString(bytes, at + stringsOffset);
    if (!version || !/^(go|devel )/.test(version.text.toString("latin1", 0, 6))) continue;
    const modules = readString(bytes, version.end);
    return { goVersion: version.text.toString("utf8"), ...readModules(modules?.text ?? Buffer.alloc(0)) };
  }
  return undefined;
}

/** A string with its length before it as a base-128 number, lowest bits first. */
function readString(bytes: Buffer, start: number): { text: Buffer; end: number } | undefined {
  let length = 0;
  for (let at = start, scale = 1; at < bytes.length && scale <= 2 ** 28; at += 1, scale *= 128) {
    const byte = bytes[at] ?? 0;
    length += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      const end = at + 1 + length;
      return end <= bytes.length ? { text: bytes.subarray(at + 1, end), end } : undefined;
    }
  }
  return undefined;
}

function readModules(blob: Buffer): Omit<Found, "goVersion"> {
  const lines =
    blob.length > 2 * sentinelBytes
      ? blob.toString("utf8", sentinelBytes, blob.length - sentinelBytes).split("\n")
      : [];
  const dependencies = new Map<string, string>();
  const settings: string[] = [];
  let main = "";
  let latest = "";
  for (const line of lines) {
    const [kind, path = "", version = ""] = line.split("\t");
    if (kind === "mod") main = path;
    if (kind === "build") settings.push(path);
    if (kind === "dep") {
      latest = path;
      dependencies.set(path, `${path}@${version}`);
    }
    // A replacement follows the module it stands in for; one that is a folder has no version, and keeps the name.
    if (kind === "=>" && version !== "" && version !== "(devel)")
      dependencies.set(latest, `${path}@${version}`);
  }
  return { main, dependencies, settings };
}
