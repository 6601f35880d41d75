import { ensureEmulator } from "../../emulator/index.js";
import { toStatusText } from "../../report/status-text.js";
import type { Terminal } from "../terminal.js";

/** `goserverless local start`: the local cloud with everything deployed. */
export async function startLocal(terminal: Terminal): Promise<void> {
  const status = await terminal.during("Starting the local cloud", async () => {
    const emulator = await ensureEmulator();
    return emulator.status();
  });
  await terminal.print(toStatusText(status, terminal));
}
