import { toPrintable } from "./printable.js";
import type { Column, Section } from "./section.js";

/** All that means something to Markdown within a line; a colon does before an icon's name and in an address. */
const punctuation = /[\\`*_{}[\]<>|~&@#$]|:(?=\S)/g;

/** A text from elsewhere as Markdown that says it, and nothing else. */
export function toMarkdownText(text: string): string {
  return toPrintable(text).replace(punctuation, (character) => `&#${character.charCodeAt(0)};`);
}

/** A section under a heading. */
export function toSectionMarkdown(section: Section): string {
  return `### ${toMarkdownText(section.title)}\n\n${toSectionContent(section)}`;
}

/** A section behind a line to click on. */
export function toSectionDetails(section: Section): string {
  return toDetails(section.title, toSectionContent(section));
}

/** What most do not read is behind a line to click on. */
function toSectionContent({ sentences, columns, rows, shownRows }: Section): string {
  const rest = rows.slice(shownRows);
  return [
    ...(sentences.length > 0 ? [sentences.map(toMarkdownText).join(" ")] : []),
    ...(rows.length > 0 ? [toTable(columns, rows.slice(0, shownRows))] : []),
    ...(rest.length > 0 ? [toDetails(`${rest.length} more`, toTable(columns, rest))] : []),
  ].join("\n\n");
}

/** GitHub reads Markdown between the tags when there is an empty line around it. */
export function toDetails(summary: string, content: string): string {
  return `<details>\n<summary>${toMarkdownText(summary)}</summary>\n\n${content}\n\n</details>`;
}

function toTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const toLine = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rules = columns.map(({ kind }) => (kind === "number" ? "---:" : "---"));
  const toCell = (text: string, index: number) =>
    columns[index]?.kind === "name" ? toCode(text) : toMarkdownText(text);
  return [
    toLine(columns.map(({ title }) => title)),
    toLine(rules),
    ...rows.map((row) => toLine(row.map(toCell))),
  ].join("\n");
}

/** A code span knows no escapes: what would end it, or the cell, is written as text. */
function toCode(text: string): string {
  if (text === "") return "-";
  return /[`|\\]/.test(text) ? toMarkdownText(text) : `\`${toPrintable(text)}\``;
}
