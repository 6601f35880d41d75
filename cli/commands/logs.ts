import { findFunction } from "../find-function.js";
import { runningEmulator } from "../running-emulator.js";
import type { Terminal } from "../terminal.js";

export interface LogsOptions {
  readonly follow?: boolean;
}

/** `goserverless logs`: what a function wrote, oldest first, and with `--follow` what it goes on to write. */
export async function printLogs(name: string, options: LogsOptions, terminal: Terminal): Promise<void> {
  const emulator = await runningEmulator();
  const { functions } = await emulator.status();
  const target = findFunction(functions, name);
  for await (const line of emulator.logs(target.name, { follow: options.follow ?? false })) {
    await terminal.print(`${line}\n`);
  }
}
