import { stat } from "node:fs/promises";
import { connectTo } from "./connect.js";
import { ControlServer } from "./control-server.js";
import { Emulator, type EmulatorOptions } from "./emulator.js";
import { EmulatorError } from "./emulator-error.js";
import { controlSocket } from "./state-folder.js";
import { defaultTimings } from "./timings.js";

export interface RunningEmulator {
  readonly emulator: Emulator;
  /** Resolves when the emulator has ended and nothing listens any more. */
  readonly closed: Promise<void>;
}

/** Starts an emulator together with its control channel, which ends with it. */
export async function runEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  const { stateFolder, timings = defaultTimings } = options;
  const running = await connectTo(stateFolder);
  if (running !== undefined) {
    throw new EmulatorError(
      `The local cloud in ${stateFolder} runs already, as process ${running.status.pid}.`,
    );
  }
  const emulator = await Emulator.start(options);
  const socket = controlSocket(stateFolder);
  const control = await ControlServer.listen(emulator, socket);
  const watch = await watchFile(socket, timings.watchMs, () => void emulator.stop());
  const closed = emulator.ended.then(() => {
    clearInterval(watch);
    return control.close();
  });
  return { emulator, closed };
}

/** Without its socket nobody finds an emulator any more: somebody has emptied its folder. */
async function watchFile(file: string, everyMs: number, onGone: () => void): Promise<NodeJS.Timeout> {
  const { ino } = await stat(file);
  const look = async (): Promise<void> => {
    const found = await stat(file).catch(() => undefined);
    if (found?.ino !== ino) onGone();
  };
  return setInterval(() => void look(), everyMs).unref();
}
