import { randomUUID } from "node:crypto";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CommandError } from "./command-error.js";
import { toSystemErrorText } from "./system-error-text.js";

/** Puts a copy of an artifact at `target`, whole or not at all. */
export async function leaveArtifact(source: string, target: string): Promise<void> {
  const folder = dirname(target);
  const unfinished = join(folder, `.${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await copyFile(source, unfinished);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    const reason = toSystemErrorText(error);
    throw new CommandError(`"--out" must be a folder that can be written to, got "${folder}": ${reason}.`, {
      cause: error,
    });
  }
}
