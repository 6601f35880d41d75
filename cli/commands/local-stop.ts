import { connectEmulator } from "../../emulator/index.js";
import { notRunningText } from "../../report/status-text.js";
import type { Terminal } from "../terminal.js";

/** `goserverless local stop`: ends the local cloud; what is deployed stays on disk. */
export async function stopLocal(terminal: Terminal): Promise<void> {
  const emulator = await connectEmulator();
  if (emulator === undefined) return terminal.print(notRunningText);
  await terminal.during("Stopping the local cloud", () => emulator.stop());
  return terminal.print("The local cloud is stopped.\n");
}
