import { EmulatorError } from "./emulator-error.js";

/** A call more than a function may have at once. */
export class TooManyCalls extends EmulatorError {
  constructor(name: string, maxConcurrency: number | undefined) {
    super(
      `Function "${name}" has ${maxConcurrency} calls at once, which is its "maxConcurrency". Call again when one has ended, or raise it.`,
    );
  }
}
