import { readFile } from "node:fs/promises";
import { BuildError } from "./build-error.js";
import { messages } from "./messages.js";
import { showPath } from "./show-path.js";

/** Reads a Dockerfile of the user's. */
export async function readDockerfile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = reasons[code ?? ""] ?? `cannot be read (${code})`;
    throw new BuildError(messages.dockerfileUnreadable(showPath(path), reason), { cause });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EISDIR: "is a folder",
};
