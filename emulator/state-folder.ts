import { createHash } from "node:crypto";
import { lstat, mkdir } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import { EmulatorError } from "./emulator-error.js";

/** The folder that holds everything the emulator knows: `GOSERVERLESS_STATE_DIR`, or one below the user's state folder. */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment["GOSERVERLESS_STATE_DIR"];
  if (own) return path.resolve(own);
  const states = environment["XDG_STATE_HOME"] || path.join(homedir(), ".local", "state");
  return path.resolve(states, "goserverless");
}

/** Makes a folder that no other user can look into. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode, uid } = await lstat(folder);
  const mine = process.getuid === undefined || uid === process.getuid();
  if (!mine || (mode & 0o077) !== 0) {
    throw new EmulatorError(
      `The folder ${folder} must belong to you and be closed to others (mode 0700), because functions keep their environment there. Correct it, or set GOSERVERLESS_STATE_DIR to another folder.`,
    );
  }
}

/** The bytes a Unix socket's path can have, less the closing NUL: https://man7.org/linux/man-pages/man7/unix.7.html */
const socketPathBytes = process.platform === "linux" ? 107 : 103;

/** The control socket of the emulator with this state folder, somewhere shorter when the folder's path is too long. */
export function controlSocket(folder: string): string {
  const usual = path.join(folder, "control.sock");
  if (Buffer.byteLength(usual) <= socketPathBytes) return usual;
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return path.join(tmpdir(), `goserverless-${process.getuid?.() ?? "user"}`, `${hash}.sock`);
}
