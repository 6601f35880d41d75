import { buffer } from "node:stream/consumers";
import { readOptionFile } from "./read-option-file.js";

/** The bytes that `--data` means: its own text, `@file`, or `-` for standard input. */
export async function readPayload(data: string, stdin: NodeJS.ReadableStream): Promise<Uint8Array> {
  if (data === "-") return buffer(stdin);
  if (!data.startsWith("@")) return Buffer.from(data);
  return readOptionFile("--data", data.slice(1), data);
}
