import type { Readable } from "node:stream";

/** A line longer than this is passed on in pieces. */
const longestLine = 256 * 1024;

/** Calls back with every line of a stream, without its line break, and with what is left at its end. */
export function eachLine(stream: Readable, onLine: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (rest.length > longestLine) {
      onLine(rest);
      rest = "";
    }
  });
  stream.on("end", () => {
    if (rest !== "") onLine(rest);
  });
  // A pipe that breaks has told all it had.
  stream.on("error", () => {});
}
