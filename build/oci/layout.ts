import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BuildError } from "../build-error.js";
import { fileAt } from "../file-at.js";
import { showPath } from "../show-path.js";
import { temporaryPrefix, writeAtomically } from "../write-atomically.js";
import type { Image } from "./blob.js";
import { topFileNames } from "./documents.js";
import { listIn, parseObject } from "./json.js";
import { type DocumentedImage, layoutFiles } from "./layout-files.js";
import { messages } from "./messages.js";
import { unwritable } from "./unwritable.js";

/** Writes an image as an OCI layout folder, which is whole or not there; an earlier layout is replaced. */
export async function writeLayout(
  image: Image & Partial<DocumentedImage>,
  folder: string,
  reference?: string,
): Promise<void> {
  try {
    await refuseOther(folder);
    await putLayout(image, folder, reference);
  } catch (error) {
    throw unwritable(error, folder);
  }
}

/** Does the same, and fails with the system's own errors. */
export async function putLayout(
  image: Image & Partial<DocumentedImage>,
  folder: string,
  reference?: string,
): Promise<void> {
  const temporary = join(dirname(folder), `${temporaryPrefix}${randomUUID()}`);
  try {
    for (const [path, bytes] of layoutFiles(image, reference))
      await writeAtomically(join(temporary, path), bytes);
    await replace(temporary, folder);
  } finally {
    // Below a file, even removing fails.
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
  }
}

/** What a layout of ours has at its top. */
const ownNames = [...topFileNames, "blobs"];

/** Whatever is there is removed only when we can have put it there: a layout of one image, and nothing else. */
async function refuseOther(folder: string): Promise<void> {
  const found = fileAt(folder);
  if (!found) return;
  if (!found.isDirectory()) throw new BuildError(messages.layoutOverOther(showPath(folder)));
  const names = await readdir(folder).catch(goneIsEmpty);
  const isOurs = names.includes("oci-layout") && names.every((name) => ownNames.includes(name));
  if (names.length > 0 && !(isOurs && (await holdsOneImage(folder))))
    throw new BuildError(messages.layoutOverOther(showPath(folder)));
}

/** Other tools add images to a layout, which are not ours to remove. One that is damaged holds none. */
async function holdsOneImage(folder: string): Promise<boolean> {
  try {
    const index = parseObject(await readFile(join(folder, "index.json")), "index.json");
    return listIn(index, "manifests").length <= 1;
  } catch {
    return true;
  }
}

/** Someone else may have moved it away in between. */
function goneIsEmpty(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}

/** A folder takes another's name only when that is empty; whoever else writes it at the same time comes first or last. */
async function replace(temporary: string, folder: string): Promise<void> {
  const old = join(dirname(folder), `${temporaryPrefix}${randomUUID()}`);
  for (;;) {
    try {
      return await rename(temporary, folder);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    await refuseOther(folder);
    await rename(folder, old).catch(goneIsEmpty);
    await rm(old, { recursive: true, force: true });
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST");
}
