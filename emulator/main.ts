import { packageVersion } from "./package-version.js";
import { runEmulator } from "./run-emulator.js";
import { stateFolder } from "./state-folder.js";

/** The emulator's process. Whoever starts it hears an empty message when it answers, or else why it does not. */
async function main(): Promise<void> {
  process.title = "goserverless local cloud";
  try {
    const { emulator, closed } = await runEmulator({
      stateFolder: stateFolder(),
      packageVersion: packageVersion(),
    });
    for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => void emulator.stop());
    tell("");
    await closed;
    process.exit(0);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    console.error(problem);
    tell(problem);
    process.exitCode = 1;
  }
}

/** Nobody listens when the emulator was started by hand, or when who started it has been killed. */
function tell(message: string): void {
  process.send?.(message, undefined, undefined, () => process.disconnect?.());
}

void main();
