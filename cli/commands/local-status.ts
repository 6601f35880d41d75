import { connectEmulator } from "../../emulator/index.js";
import { toStatusDocument } from "../../report/status-document.js";
import { notRunningText, toStatusText } from "../../report/status-text.js";
import type { Terminal } from "../terminal.js";

export interface StatusOptions {
  readonly json?: boolean;
}

/** `goserverless local status`: the local cloud and its functions; that it does not run is an answer too. */
export async function showLocal(options: StatusOptions, terminal: Terminal): Promise<void> {
  const emulator = await connectEmulator();
  const status = await emulator?.status();
  if (options.json) return terminal.print(`${JSON.stringify(toStatusDocument(status), null, 2)}\n`);
  return terminal.print(status === undefined ? notRunningText : toStatusText(status, terminal));
}
