import { stripVTControlCharacters } from "node:util";
import { type Alignment, toColumns } from "./columns.js";
import { type Block, type Colors, indent } from "./inspection-blocks.js";
import { toPrintable } from "./printable.js";
import type { Column, Section } from "./section.js";
import { indented, toSentenceLines } from "./sentence-lines.js";

/** Between two columns. */
const gap = 2;

/** A section for the terminal; rows that are not shown are counted. */
export function toSectionBlock(section: Section, isAll: boolean, { bold, dim }: Colors): Block {
  const { title, sentences, columns, rows } = section;
  const shown = isAll ? rows : rows.slice(0, section.shownRows);
  const alignments = columns.map(({ kind }): Alignment => (kind === "number" ? "right" : "left"));
  // A heading above one column would only repeat the title.
  const headings = columns.length > 1 ? [columns.map((column) => dim(column.title.toUpperCase()))] : [];
  const cells = [...headings, ...shown.map((row) => row.map(toPrintable))];
  const table = shown.length === 0 ? [] : toColumns(wrapLast(cells, columns), alignments);
  const hidden = rows.length - shown.length;
  return [
    bold(toPrintable(title)),
    ...sentences.flatMap((sentence) => toSentenceLines(toPrintable(sentence))).map(indent),
    ...table.map(indent),
    ...(hidden > 0 ? [indent(dim(`and ${hidden} more, shown with --all`))] : []),
  ];
}

/** Sentences of ours go on below themselves, in their column, which is the last. */
function wrapLast(
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
): readonly (readonly string[])[] {
  const last = columns.length - 1;
  if (columns[last]?.kind !== "text") return rows;
  const widthOf = (text = "") => stripVTControlCharacters(text).length + gap;
  const before = columns
    .slice(0, last)
    .reduce((sum, _, index) => sum + Math.max(...rows.map((row) => widthOf(row[index]))), 0);
  return rows.flatMap((row) => {
    const [first = "", ...rest] = toSentenceLines(row[last] ?? "", indented - before);
    const empty = columns.slice(0, last).map(() => "");
    return [[...row.slice(0, last), first], ...rest.map((line) => [...empty, line])];
  });
}
