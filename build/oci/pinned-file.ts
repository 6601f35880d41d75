import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { BuildError } from "../build-error.js";
import { showPath } from "../show-path.js";
import { messages } from "./messages.js";

/** A file whose content goes into an image. */
export interface DataSource {
  /** Unset: where this machine keeps it. */
  readonly path?: string;
  /** The hash that the file must have, in lower-case hexadecimal; unset: any. */
  readonly sha256?: string;
}

/** A file that was read, and its hash. */
export interface PinnedFile {
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** Reads a file, and refuses it when its hash is another than the pinned one. */
export async function readPinned(
  property: string,
  path: string,
  pinned: string | undefined,
  unreadable: (path: string, code: string) => string,
): Promise<PinnedFile> {
  const bytes = await readFile(path).catch((cause) => {
    throw new BuildError(unreadable(showPath(path), String(cause.code)), { cause });
  });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (pinned !== undefined && pinned !== sha256)
    throw new BuildError(messages.otherHash(property, showPath(path), pinned, sha256));
  return { sha256, bytes };
}
