/** Command lines to show below a command's help. */
export function toExamples(...commandLines: readonly string[]): string {
  return `\nExamples:\n${commandLines.map((line) => `  ${line}`).join("\n")}`;
}
