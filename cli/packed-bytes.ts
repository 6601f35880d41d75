import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type ZipEntry, zip } from "../build/zip.js";

const binaryName = "bootstrap";
const executableByOwner = 0o100;

/**
 * How large a function's zip would be with another binary. The files next to it are the same and so is the writer, hence
 * the zips differ by their binaries alone.
 */
export async function packedBytes(codeFolder: string, binaryPath: string): Promise<number> {
  const found = await readdir(codeFolder, { recursive: true, withFileTypes: true });
  const files = found.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const entries = files.map(async (path): Promise<ZipEntry> => {
    const name = relative(codeFolder, path).split(sep).join("/");
    const executable = ((await stat(path)).mode & executableByOwner) !== 0;
    return { name, executable, bytes: await readFile(name === binaryName ? binaryPath : path) };
  });
  return (await zip(await Promise.all(entries))).length;
}
