import type { EmulatorClient } from "../../emulator/client.js";
import { CommandError } from "../command-error.js";
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
  const lines = options.follow
    ? followed(emulator, target.name)
    : emulator.logs(target.name, { follow: false });
  for await (const line of lines) await terminal.print(`${line}\n`);
}

/** A followed log has no end of its own: whoever watches is told why there is one, be it tidy or a broken connection. */
async function* followed(emulator: EmulatorClient, name: string): AsyncGenerator<string> {
  let cause: unknown;
  try {
    yield* emulator.logs(name, { follow: true });
  } catch (error) {
    cause = error;
  }
  throw new CommandError(`The log of "${name}" has ended: it was removed, or the local cloud stopped.`, {
    cause,
  });
}
