import type { Section } from "../section.js";
import { escapeText } from "./escape.js";
import { toTableHtml } from "./table.js";

/** A section of a page; `drawing` is HTML that goes above its table. */
export function toSectionHtml(section: Section, drawing = ""): string {
  const { title, sentences, columns, rows, shownRows } = section;
  const rest = rows.slice(shownRows);
  const label = `${title}, the rest`;
  return [
    `<section>\n<h2>${escapeText(title)}</h2>`,
    ...sentences.map((sentence) => `<p>${escapeText(sentence)}</p>`),
    ...(drawing === "" ? [] : [drawing]),
    ...(rows.length > 0 ? [toTableHtml(title, columns, rows.slice(0, shownRows))] : []),
    ...(rest.length > 0
      ? [
          `<details>\n<summary>${rest.length} more</summary>\n${toTableHtml(label, columns, rest)}\n</details>`,
        ]
      : []),
    "</section>",
  ].join("\n");
}
