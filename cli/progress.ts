/** The part of a standard stream that is used. */
export interface OutputStream {
  readonly isTTY?: boolean;
  write(chunk: string | Uint8Array, done: () => void): boolean;
}

/** How a long command is going; silent unless a person watches. */
export interface Progress {
  /** Shows what is being done, asked anew with every look when it is a function, and for how long. */
  during<T>(activity: string | (() => string), work: () => Promise<T>): Promise<T>;
  /** Leaves a line. */
  note(line: string): void;
}

const clearLine = "\r\u001b[2K";
const refreshMs = 1000;

/** Progress on a stream: a single line that is rewritten every second. */
export function createProgress(stream: OutputStream): Progress {
  if (stream.isTTY !== true) return { during: (_, work) => work(), note: () => {} };
  const write = (text: string): void => {
    stream.write(text, () => {});
  };
  return {
    async during(activity, work) {
      const startedAt = performance.now();
      const toLine = typeof activity === "string" ? () => activity : activity;
      write(`${toLine()} ...`);
      const refresh = setInterval(() => {
        const seconds = Math.round((performance.now() - startedAt) / 1000);
        write(`${clearLine}${toLine()} ... ${seconds} s`);
      }, refreshMs).unref();
      try {
        return await work();
      } finally {
        clearInterval(refresh);
        write(clearLine);
      }
    },
    note: (line) => write(`${line}\n`),
  };
}
