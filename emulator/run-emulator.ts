import { connectTo } from "./connect.js";
import { ControlServer } from "./control-server.js";
import { Emulator, type EmulatorOptions } from "./emulator.js";
import { EmulatorError } from "./emulator-error.js";
import { controlSocket } from "./state-folder.js";

export interface RunningEmulator {
  readonly emulator: Emulator;
  /** Resolves when the emulator has ended and nothing listens any more. */
  readonly closed: Promise<void>;
}

/** Starts an emulator together with its control channel, which ends with it. */
export async function runEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  const { stateFolder } = options;
  const running = await connectTo(stateFolder);
  if (running !== undefined) {
    throw new EmulatorError(
      `The local cloud in ${stateFolder} runs already, as process ${running.status.pid}.`,
    );
  }
  const emulator = await Emulator.start(options);
  const control = await ControlServer.listen(emulator, controlSocket(stateFolder));
  return { emulator, closed: emulator.ended.then(() => control.close()) };
}
