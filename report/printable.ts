/** Control characters, and those that turn the direction of text, which could pass for other text on a terminal. */
const hidden = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A name from elsewhere as it may be shown on a terminal: what has no shape of its own is escaped. */
export function toPrintable(text: string): string {
  return text.replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}
