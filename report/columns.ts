import { stripVTControlCharacters } from "node:util";

/** Which side of its column a cell's text keeps to. */
export type Alignment = "left" | "right";

/** Rows as aligned columns, two blanks apart; colours take no width, lines end without blanks. */
export function toColumns(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): readonly string[] {
  const widths = alignments.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  const toCell = (text: string, column: number): string => {
    const blanks = " ".repeat((widths[column] ?? 0) - width(text));
    return alignments[column] === "right" ? blanks + text : text + blanks;
  };
  return rows.map((row) => row.map(toCell).join("  ").trimEnd());
}

function width(text: string): number {
  return stripVTControlCharacters(text).length;
}
