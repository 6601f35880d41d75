/** Of a monospaced font, per unit of its size. */
const columnWidth = 0.602;
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** About how wide a text is in a monospaced font; Chinese takes two columns. */
export function widthOf(text: string, fontSize: number): number {
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : 1;
  return columns * columnWidth * fontSize;
}

/** The first that fits: an import path, its last two names, its last name; empty when none does. */
export function toFittingPath(path: string, width: number, fontSize: number): string {
  const names = path.split("/");
  const candidates = [path, names.slice(-2).join("/"), names.at(-1) ?? ""];
  return candidates.find((text) => widthOf(text, fontSize) <= width) ?? "";
}

/** A text, or its beginning with an ellipsis; empty when not even that fits. */
export function toFittingText(text: string, width: number, fontSize: number): string {
  if (widthOf(text, fontSize) <= width) return text;
  const characters = [...text];
  while (characters.length > 0) {
    characters.pop();
    const shortened = `${characters.join("")}…`;
    if (characters.length > 0 && widthOf(shortened, fontSize) <= width) return shortened;
  }
  return "";
}
