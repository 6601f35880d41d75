import { BuildError } from "./build-error.js";
import { messages } from "./messages.js";

const full = new Set(["ENOSPC", "EDQUOT"]);
const unwritable = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT", "ELOOP"]);

/** The sentence for a cache folder that cannot be written; any other error comes back as it is. */
export function cacheError(error: unknown, folder: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (full.has(code)) return new BuildError(messages.diskFull(folder), { cause: error });
  if (unwritable.has(code)) return new BuildError(messages.cacheUnwritable(folder, code), { cause: error });
  return error;
}
