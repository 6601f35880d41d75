import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { CommandError } from "./command-error.js";
import { putWhole } from "./put-whole.js";
import { toSystemErrorText } from "./system-error-text.js";

/** Refuses a file that cannot be written, before there is anything to write. */
export async function checkPageFile(option: string, file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw refusal(option, file, toSystemErrorText(error), error);
  }
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) throw refusal(option, file, "it is a folder");
}

/** Puts a page at `file`, whole or not at all. */
export async function leavePage(option: string, page: string, file: string): Promise<void> {
  try {
    await putWhole(file, (unfinished) => writeFile(unfinished, page));
  } catch (error) {
    throw refusal(option, file, toSystemErrorText(error), error);
  }
}

function refusal(option: string, file: string, reason: string, cause?: unknown): CommandError {
  return new CommandError(
    `"${option}" must be a file in a folder that can be written to, got "${file}": ${reason}.`,
    { cause },
  );
}
