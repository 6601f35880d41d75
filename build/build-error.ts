interface BuildErrorDetails {
  readonly command?: string;
  readonly exitCode?: number;
  readonly output?: string;
  readonly cause?: unknown;
}

/** A build that failed; its message is complete and made to be read by the user. */
export class BuildError extends Error {
  override readonly name = "BuildError";
  /** The command that failed, as one line; never holds environment values. */
  declare readonly command?: string;
  declare readonly exitCode?: number;
  /** What the command printed on stderr, untouched; the message holds it already. */
  declare readonly output?: string;

  constructor(message: string, { cause, ...details }: BuildErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, details);
  }
}
