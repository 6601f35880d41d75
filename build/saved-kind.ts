import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { BuildError } from "./build-error.js";
import { fileAt } from "./file-at.js";
import { messages } from "./messages.js";
import { showPath } from "./show-path.js";

/** How a program lies on a disk: an image as an OCI layout or a tar for `docker load`, a zip, or as it is. */
export type SavedKind = "layout" | "docker-tar" | "zip" | "binary";

/** Enough for a tar's mark, which comes last: https://www.gnu.org/software/tar/manual/html_node/Standard.html */
const headBytes = 512;

const marks: readonly { readonly kind: SavedKind; readonly at: number; readonly bytes: string }[] = [
  { kind: "zip", at: 0, bytes: "PK\x03\x04" },
  // A zip without files.
  { kind: "zip", at: 0, bytes: "PK\x05\x06" },
  { kind: "binary", at: 0, bytes: "\x7fELF" },
  // Mach-O for 64 bits.
  { kind: "binary", at: 0, bytes: "\xcf\xfa\xed\xfe" },
  { kind: "docker-tar", at: 257, bytes: "ustar" },
];

/** Tells by its first bytes what there is at a path; throws when it is nothing that we know. */
export async function savedKind(path: string): Promise<SavedKind> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const kind = isFolder ? folderKind(path) : await fileKind(path);
    if (kind === undefined) throw new BuildError(messages.savedUnknown(showPath(path)));
    return kind;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const shown = showPath(path);
    const isMissing = error.code === "ENOENT" || error.code === "ENOTDIR";
    const message = isMissing
      ? messages.savedMissing(shown)
      : messages.savedUnreadable(shown, String(error.code));
    throw new BuildError(message, { cause: error });
  }
}

function folderKind(path: string): SavedKind | undefined {
  return fileAt(join(path, "oci-layout")) ? "layout" : undefined;
}

async function fileKind(path: string): Promise<SavedKind | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headBytes) });
    const head = buffer.toString("latin1", 0, bytesRead);
    return marks.find(({ at, bytes }) => head.startsWith(bytes, at))?.kind;
  } finally {
    await file.close();
  }
}
