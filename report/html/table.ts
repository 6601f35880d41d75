import type { Column } from "../section.js";
import { escapeText } from "./escape.js";

const classes = { number: ' class="number"', name: ' class="path"', text: ' class="text"' } as const;

/** A table that a phone can scroll, also by keyboard; `label` says what it is to those who do not see it. */
export function toTableHtml(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const head = columns
    .map(
      ({ title, kind }) =>
        `<th scope="col"${kind === "number" ? classes.number : ""}>${escapeText(title)}</th>`,
    )
    .join("");
  const body = rows.map(
    (row) => `<tr>${row.map((text, index) => toCell(text, columns[index])).join("")}</tr>`,
  );
  const name = escapeText(label);
  return `<div class="scroll" role="group" aria-label="${name}" tabindex="0">
<table aria-label="${name}">
<thead><tr>${head}</tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table>
</div>`;
}

function toCell(text: string, column: Column | undefined): string {
  return `<td${classes[column?.kind ?? "text"]}>${escapeText(text)}</td>`;
}
