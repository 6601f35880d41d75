/** A failure of the local cloud, told in sentences. */
export class EmulatorError extends Error {
  override readonly name = "EmulatorError";
}
