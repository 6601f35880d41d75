import { copyFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { CommandError } from "./command-error.js";
import { putWhole } from "./put-whole.js";
import { toSystemErrorText } from "./system-error-text.js";

/** Puts a copy of an artifact at `target`, whole or not at all. */
export async function leaveArtifact(source: string, target: string): Promise<void> {
  const folder = dirname(target);
  try {
    await mkdir(folder, { recursive: true });
    await putWhole(target, (unfinished) => copyFile(source, unfinished));
  } catch (error) {
    const reason = toSystemErrorText(error);
    throw new CommandError(`"--out" must be a folder that can be written to, got "${folder}": ${reason}.`, {
      cause: error,
    });
  }
}
