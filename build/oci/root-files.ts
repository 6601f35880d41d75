import { BuildError } from "../build-error.js";
import { maxUser } from "../image-defaults.js";
import type { ZipEntry } from "../zip.js";
import { messages } from "./messages.js";
import type { TarEntry } from "./tar.js";
import type { TimeZones } from "./time-zones.js";

/** What is put into an image beside what every image has. */
export interface RootContent {
  /** The program. */
  readonly binary: Uint8Array;
  /** Files next to the program. */
  readonly included: readonly ZipEntry[];
  /** The ID of the user that the program runs as, and of its group. */
  readonly user: number;
}

/** Data that many images share. */
export interface SharedContent {
  readonly certificates?: { readonly bytes: Uint8Array };
  readonly timeZones?: Pick<TimeZones, "zones">;
}

/** Where Go looks for them first: https://go.dev/src/crypto/x509/root_linux.go, https://go.dev/src/time/zoneinfo_unix.go */
const certificatesPath = "etc/ssl/certs/ca-certificates.crt";
const zonesFolder = "usr/share/zoneinfo";

/** The files of one function's image: its program, what is next to it, and what a program expects of a root. */
export function rootFiles({ binary, included, user }: RootContent): TarEntry[] {
  if (!Number.isInteger(user) || user < 0 || user > maxUser) throw new BuildError(messages.badUser(user));
  return [
    { path: "bootstrap", mode: 0o755, bytes: binary },
    // For all to write to, and each to delete their own alone.
    { path: "tmp", mode: 0o1777 },
    {
      path: "etc/passwd",
      mode: 0o644,
      bytes: lines(user, (name, id) => `${name}:x:${id}:${id}:${name}:/tmp:/sbin/nologin`),
    },
    { path: "etc/group", mode: 0o644, bytes: lines(user, (name, id) => `${name}:x:${id}:`) },
    ...included.map(({ name, bytes, executable }) => ({
      path: name,
      mode: executable ? 0o755 : 0o644,
      bytes,
    })),
  ];
}

/** The files that are the same in every function's image. */
export function sharedFiles({ certificates, timeZones }: SharedContent): TarEntry[] {
  const zones = timeZones?.zones ?? [];
  return [
    ...(certificates ? [{ path: certificatesPath, mode: 0o644, bytes: certificates.bytes }] : []),
    ...zones.map(({ name, bytes }) => ({ path: `${zonesFolder}/${name}`, mode: 0o644, bytes })),
  ];
}

/** Refuses paths that an image cannot hold, or not beside each other. */
export function checkPaths(files: readonly TarEntry[]): void {
  const taken = new Set<string>();
  const folders = new Set(files.flatMap(({ path }) => foldersAbove(path)));
  for (const { path, bytes } of files) {
    const names = path.split("/");
    if (path.includes("\0") || names.some((name) => ["", ".", ".."].includes(name)))
      throw new BuildError(messages.pathOutside(path));
    if (names.some((name) => name.startsWith(".wh."))) throw new BuildError(messages.pathIsWhiteout(path));
    if (taken.has(path) || (bytes && folders.has(path))) throw new BuildError(messages.pathTaken(path));
    taken.add(path);
  }
}

function foldersAbove(path: string): string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

/** Root and the user; the home is the one folder that can be written to. */
function lines(user: number, line: (name: string, id: number) => string): Buffer {
  const users = [["root", 0] as const, ...(user === 0 ? [] : [["nonroot", user] as const])];
  return Buffer.from(users.map(([name, id]) => `${line(name, id)}\n`).join(""));
}
