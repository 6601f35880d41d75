/** What is known about a failed build besides its message. */
export interface BuildErrorDetails {
  readonly command?: string;
  readonly exitCode?: number;
  readonly output?: string;
  readonly cause?: unknown;
}

/** A build that failed; its message is complete and made to be read by the user. */
export class BuildError extends Error {
  override readonly name = "BuildError";
  /** The command that failed, as one line; never holds environment values. */
  readonly command?: string;
  readonly exitCode?: number;
  /** What the command printed on stderr, untouched. */
  readonly output?: string;

  constructor(message: string, details: BuildErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.command = details.command;
    this.exitCode = details.exitCode;
    this.output = details.output;
  }
}
