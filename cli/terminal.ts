import { createProgress, type OutputStream, type Progress } from "./progress.js";

/** Where a command's output goes: results to stdout, how it is going to stderr. */
export interface Terminal extends Progress {
  /** Results may be coloured. */
  readonly colors: boolean;
  /** Results go to a person, not to a file or a program. */
  readonly interactive: boolean;
  /** Writes results, and waits until they are taken. */
  print(result: string | Uint8Array): Promise<void>;
}

/** A terminal over the standard streams: https://no-color.org and a dumb terminal turn colours off. */
export function createTerminal(
  stdout: OutputStream,
  stderr: OutputStream,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const interactive = stdout.isTTY === true;
  const plain = Boolean(environment["NO_COLOR"]) || environment["TERM"] === "dumb";
  return {
    ...createProgress(stderr),
    colors: interactive && !plain,
    interactive,
    print: (result) => new Promise((resolve) => stdout.write(result, resolve)),
  };
}
