import { createHash } from "node:crypto";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, normalize, sep } from "node:path";
import { BuildError } from "./build-error.js";
import { messages } from "./messages.js";
import { showPath } from "./show-path.js";
import type { ZipEntry } from "./zip.js";

/** A file to pack next to the binary. */
export interface IncludedFile {
  /** Its path in the zip. */
  readonly name: string;
  readonly path: string;
  readonly executable: boolean;
}

/** Finds the files that `build.include` names, below the base folder, sorted by name. */
export async function findIncluded(base: string, names: readonly string[]): Promise<IncludedFile[]> {
  if (names.length === 0) return [];
  const root = await realpath(base);
  const files = new Map<string, IncludedFile>();
  for (const name of names) {
    if (isAbsolute(name)) throw new BuildError(messages.includeAbsolute(name, showPath(base)));
    const path = normalize(name).replace(/[/\\]$/, "");
    if (path === ".." || path.startsWith(`..${sep}`))
      throw new BuildError(messages.includeOutside(name, showPath(base)));
    await walk(path, []);
  }
  if (files.has("bootstrap")) throw new BuildError(messages.includeBootstrap);
  return [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

  async function walk(path: string, above: readonly string[]): Promise<void> {
    const real = await realpath(join(root, path)).catch(() => undefined);
    if (real === undefined) throw new BuildError(messages.includeMissing(path, showPath(base)));
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw new BuildError(messages.includeOutside(path, showPath(base)));
    }
    const found = await stat(real);
    if (found.isDirectory()) {
      if (above.includes(real)) throw new BuildError(messages.includeLoop(path));
      for (const child of await readdir(real)) await walk(join(path, child), [...above, real]);
    } else if (found.isFile()) {
      const name = path.replaceAll(sep, "/");
      files.set(name, { name, path: real, executable: (found.mode & 0o111) !== 0 });
    } else throw new BuildError(messages.includeNotFile(path));
  }
}

/** Reads the files for packing. */
export async function readIncluded(files: readonly IncludedFile[]): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  for (const { name, path, executable } of files)
    entries.push({ name, bytes: await readFile(path), executable });
  return entries;
}

/** Names, modes and contents of the files as one hash. */
export async function includedDigest(files: readonly IncludedFile[]): Promise<string> {
  const hash = createHash("sha256");
  for (const { name, path, executable } of files) {
    const content = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    hash.update(`${JSON.stringify(name)} ${executable} ${content}\n`);
  }
  return hash.digest("hex");
}
