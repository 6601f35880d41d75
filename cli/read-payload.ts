import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { CommandError } from "./command-error.js";
import { toSystemErrorText } from "./system-error-text.js";

/** The bytes that `--data` means: its own text, `@file`, or `-` for standard input. */
export async function readPayload(data: string, stdin: NodeJS.ReadableStream): Promise<Uint8Array> {
  if (data === "-") return buffer(stdin);
  if (!data.startsWith("@")) return Buffer.from(data);
  const path = data.slice(1);
  try {
    return await readFile(path);
  } catch (error) {
    const reason = toSystemErrorText(error);
    throw new CommandError(`"--data" must name a file that can be read, got "@${path}": ${reason}.`, {
      cause: error,
    });
  }
}
