import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Makes a file under another name, then gives it its own: whoever reads it finds it whole or not at all. */
export async function putWhole(target: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = join(dirname(target), `.${randomUUID()}.tmp`);
  try {
    await write(unfinished);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw error;
  }
}
