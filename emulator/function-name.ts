import { EmulatorError } from "./emulator-error.js";

const validName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

/** Refuses a name that could not be a folder's. */
export function checkFunctionName(name: string): void {
  if (validName.test(name)) return;
  throw new EmulatorError(
    `"name" must be 1-128 letters, digits, "-" or "_" and begin with a letter or digit, got ${JSON.stringify(name)}.`,
  );
}
