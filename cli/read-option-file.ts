import { readFile } from "node:fs/promises";
import { CommandError } from "./command-error.js";
import { toSystemErrorText } from "./system-error-text.js";

/** Reads a file that an option names; `given` is how the option was written. */
export async function readOptionFile(option: string, path: string, given = path): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = toSystemErrorText(error);
    throw new CommandError(`"${option}" must name a file that can be read, got "${given}": ${reason}.`, {
      cause: error,
    });
  }
}
