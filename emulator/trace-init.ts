import { type MeasuredBinary, startOnce } from "./start-once.js";

/**
 * Starts a program until it is ready, and passes on each line of its standard error, where Go tells of its package inits:
 * https://pkg.go.dev/runtime#hdr-Environment_Variables (`inittrace`)
 *
 * What the program itself writes there comes too, and may hold secrets.
 */
export async function traceInit(
  binary: MeasuredBinary,
  temporaryFolder: string,
  onErrorLine: (line: string) => void,
): Promise<void> {
  await startOnce(binary, { temporaryFolder, environment: { GODEBUG: "inittrace=1" }, onErrorLine });
}
