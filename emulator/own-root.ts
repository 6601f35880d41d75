import { execFile } from "node:child_process";
import { access, constants, copyFile, mkdir } from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";
import type { ImageProgram } from "./image-program.js";

/** Where a program is run: in a root directory of its own (`root`), or in this machine's (`none`). */
export type Isolation = "root" | "none";

/** No user of the machine. */
const probeUser = 65_532;
const probeMs = 10_000;

/**
 * The command that runs a program in a root directory of its own, if it can do so here.
 *
 * Without privileges this takes a user namespace, which not every system grants:
 * https://man7.org/linux/man-pages/man7/user_namespaces.7.html
 */
export async function findUnshare(): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  const unshare = await findOnPath("unshare");
  if (unshare === undefined) return undefined;
  const inRoot = { folder: "/", workingFolder: "/", user: probeUser, group: probeUser };
  try {
    await promisify(execFile)(unshare, unshareArguments(inRoot, ["true"]), { timeout: probeMs });
    return unshare;
  } catch {
    // An old one that has not all options, a container or a security module that forbids it.
    return undefined;
  }
}

interface InRoot extends Pick<ImageProgram, "workingFolder" | "user" | "group"> {
  /** The root, as this machine names it. */
  readonly folder: string;
}

/** The program takes the place of `unshare`, so that its process is the one that was started. */
export function unshareArguments(
  { folder, workingFolder, user, group }: InRoot,
  command: readonly string[],
): string[] {
  return [
    "--user",
    `--map-user=${user}`,
    `--map-group=${group}`,
    `--root=${folder}`,
    `--wd=${workingFolder}`,
    "--",
    ...command,
  ];
}

/** Whether that is all a process said: another process still wrote to the program when it was to be run. */
export function saysBusy(lines: readonly string[]): boolean {
  return lines.length === 1 && /^unshare: .*: Text file busy$/.test(lines[0] ?? "");
}

/** Copies into a root what the machine knows of names and addresses now. */
export async function copyHostFiles(root: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const target = path.join(root, file);
    await mkdir(path.dirname(target), { recursive: true });
    // A machine without one needs none.
    await copyFile(file, target).catch(() => {});
  }
}

async function findOnPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env["PATH"] ?? "").split(path.delimiter)) {
    const file = path.join(folder, name);
    if (path.isAbsolute(file) && (await isExecutable(file))) return file;
  }
  return undefined;
}

function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
