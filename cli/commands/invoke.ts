import { findFunction } from "../find-function.js";
import { readPayload } from "../read-payload.js";
import { runningEmulator } from "../running-emulator.js";
import type { Terminal } from "../terminal.js";

export interface InvokeOptions {
  readonly data: string;
}

const newline = "\n".charCodeAt(0);

/** `goserverless invoke`: one direct call; its answer goes to stdout byte for byte. False when the function failed. */
export async function invokeFunction(
  name: string,
  options: InvokeOptions,
  terminal: Terminal,
): Promise<boolean> {
  const emulator = await runningEmulator();
  const { functions } = await emulator.status();
  const target = findFunction(functions, name);
  const payload = await readPayload(options.data, process.stdin);
  const result = await emulator.invoke(target.name, payload);
  await terminal.print(result.payload);
  if (terminal.interactive && result.payload.at(-1) !== newline) await terminal.print("\n");
  return result.functionError === undefined;
}
