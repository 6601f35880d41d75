import * as path from "node:path";
import { EmulatorError } from "./emulator-error.js";
import type { FunctionStore, StoredFunction } from "./function-store.js";
import { type ImageProgram, loadProgram } from "./image-program.js";
import type { Code } from "./launch.js";
import { copyHostFiles } from "./own-root.js";

/** Code that is on disk, with all that its instances need. */
export interface ReadyCode extends Code {
  readonly sha256: string;
  /** Holds the temporary folder of each instance. */
  readonly temporaryFolder: string;
}

/** Makes unpacked code ready to be run. */
export async function readyCode(
  name: string,
  { kind, sha256 }: Pick<StoredFunction, "kind" | "sha256">,
  { store, findUnshare }: { store: FunctionStore; findUnshare(): Promise<string | undefined> },
): Promise<ReadyCode> {
  const codeFolder = store.programFolder(name, kind, sha256);
  const temporaryFolder = store.temporaryFolder(name);
  if (kind === "zip") return { sha256, codeFolder, temporaryFolder };
  const program = await load(name, store.codeFolder(name, sha256));
  const unshare = await findUnshare();
  const image = { ...program, unshare };
  if (unshare === undefined) return { sha256, codeFolder, image, temporaryFolder };
  await copyHostFiles(codeFolder, program.hostFiles);
  return { sha256, codeFolder, image, temporaryFolder: path.join(codeFolder, "tmp/instances") };
}

async function load(name: string, folder: string): Promise<ImageProgram> {
  try {
    return await loadProgram(folder);
  } catch (cause) {
    throw new EmulatorError(
      `The image of function "${name}" cannot be read from ${folder}. Remove that folder and deploy again.`,
      { cause },
    );
  }
}
