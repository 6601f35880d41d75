import { BuildError } from "../build-error.js";
import { showPath } from "../show-path.js";
import { messages } from "./messages.js";

/** The sentence for a place that cannot be written to; any other error comes back as it is. */
export function unwritable(error: unknown, path: string): unknown {
  if (error instanceof BuildError || !(error instanceof Error && "code" in error)) return error;
  const full = error.code === "ENOSPC" || error.code === "EDQUOT";
  const message = full
    ? messages.diskFull(showPath(path))
    : messages.unwritable(showPath(path), String(error.code));
  return new BuildError(message, { cause: error });
}
