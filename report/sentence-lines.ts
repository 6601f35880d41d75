/** What an indent leaves of 80 columns. */
export const indented = 78;

/** A sentence in lines that fit a terminal; a word that does not is left as it is. */
export function toSentenceLines(sentence: string, width = indented): readonly string[] {
  const lines: string[] = [];
  for (const word of sentence.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
