import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { type UnzippedEntry, unzip } from "../build/unzip.js";
import { checkProgram } from "./check-program.js";
import { EmulatorError } from "./emulator-error.js";

const fileType = 0o170000;
const symbolicLink = 0o120000;
const executableByAny = 0o111;

const program = "bootstrap";

/** Unpacks a zip into a folder, with execute bits; `bootstrap` always has its own. */
export async function unpack(zip: Buffer, folder: string): Promise<void> {
  const entries = await readOrRefuse(() => unzip(zip));
  if (!entries.some(({ name }) => name === program)) {
    throw new EmulatorError('The zip must hold a file "bootstrap" at its top, which is the program to run.');
  }
  for (const entry of entries) await unpackEntry(entry, folder);
}

async function unpackEntry(entry: UnzippedEntry, folder: string): Promise<void> {
  const { name, mode = 0 } = entry;
  const target = path.join(folder, name);
  if (path.isAbsolute(name) || !target.startsWith(folder + path.sep) || (mode & fileType) === symbolicLink) {
    throw new EmulatorError(`The zip holds "${name}", which is no file or folder inside it.`);
  }
  if (name.endsWith("/")) {
    await mkdir(target, { recursive: true });
    return;
  }
  const content = await readOrRefuse(() => entry.read());
  if (name === program) checkBootstrap(content);
  await mkdir(path.dirname(target), { recursive: true });
  const executable = name === program || (mode & executableByAny) !== 0;
  await writeFile(target, content, { mode: executable ? 0o755 : 0o644 });
}

async function readOrRefuse<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmulatorError(`The zip cannot be read: ${reason}.`, { cause });
  }
}

function checkBootstrap(content: Buffer): void {
  try {
    checkProgram(content, `"${program}" in the zip`);
  } catch (cause) {
    throw new EmulatorError(`${cause instanceof Error ? cause.message : cause}.`, { cause });
  }
}
