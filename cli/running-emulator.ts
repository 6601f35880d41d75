import type { EmulatorClient } from "../emulator/client.js";
import { connectEmulator } from "../emulator/index.js";
import { CommandError } from "./command-error.js";

/** The emulator that runs for this user; without one there is nothing that a command could work on. */
export async function runningEmulator(): Promise<EmulatorClient> {
  return requireEmulator(await connectEmulator());
}

/** The emulator that was found. */
export function requireEmulator(emulator: EmulatorClient | undefined): EmulatorClient {
  if (emulator !== undefined) return emulator;
  throw new CommandError(
    'The local cloud is not running. Start it with "goserverless local start", or deploy with "pulumi up".',
  );
}
