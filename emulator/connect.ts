import type { EmulatorClient, EmulatorStatus } from "./client.js";
import { ControlClient, NotRunning } from "./control-client.js";
import { controlSocket, stateFolder } from "./state-folder.js";

interface Running {
  readonly client: ControlClient;
  readonly status: EmulatorStatus;
}

/** The emulator that runs for this user, if one does. */
export async function connectEmulator(): Promise<EmulatorClient | undefined> {
  return (await connectTo(stateFolder()))?.client;
}

/** The emulator that runs with a state folder, if one does. */
export async function connectTo(
  folder: string,
  revive?: () => Promise<unknown>,
): Promise<Running | undefined> {
  const client = new ControlClient(controlSocket(folder), revive);
  try {
    return { client, status: await new ControlClient(controlSocket(folder)).status() };
  } catch (error) {
    if (error instanceof NotRunning) return undefined;
    throw error;
  }
}
