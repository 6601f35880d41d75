import { EmulatorError } from "./emulator-error.js";
import type { ErrorDocument } from "./error-document.js";

/** Why an instance did not become ready. The message is a sentence without the function's name. */
export class InitError extends EmulatorError {
  readonly document: ErrorDocument;

  constructor(document: ErrorDocument, lastLines: readonly string[] = [], options?: ErrorOptions) {
    const output = lastLines.length === 0 ? "" : ` Its last lines on stderr:\n${lastLines.join("\n")}`;
    super(`${document.errorMessage} (${document.errorType}).${output}`, options);
    this.document = document;
  }
}

/** Turns the reason why no instance started into a call's error document; any other error stays one. */
export function toInitFailure(error: unknown): ErrorDocument {
  if (error instanceof InitError) return error.document;
  throw error;
}
