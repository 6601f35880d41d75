/** What the command-line parser says, and how we say it. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '([^']+)'$/, '"$1" is missing.'],
  [/^error: option '(\S+).*' argument missing$/, '"$1" needs a value.'],
  [/^error: unknown option '([^']*)'/, '"$1" is not an option of "%command".'],
  [/^error: unknown command '([^']*)'/, '"$1" is not a command of "%command".'],
  [
    /^error: too many arguments.*\. Expected (\d+ arguments?) but got (\d+)\.$/,
    '"%command" takes $1, got $2.',
  ],
  [/\n\(Did you mean (?:one of )?(.+)\?\)$/, " Did you mean $1?"],
];

/** A parser's error as a sentence, with where to read on. */
export function toUsageText(parserMessage: string, command: string): string {
  const text = sentences.reduce(
    (message, [pattern, sentence]) => message.replace(pattern, sentence),
    parserMessage,
  );
  return `${text.replace("%command", command)} See "${command} --help".`;
}
