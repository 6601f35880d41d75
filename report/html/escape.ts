import { toPrintable } from "../printable.js";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What no XML document may hold, not even escaped: https://www.w3.org/TR/xml/#charsets */
const forbidden = /[\p{Cs}\ufffe\uffff]/gu;

/** A text from elsewhere as content or attribute of HTML and SVG. */
export function escapeText(text: string): string {
  return toPrintable(text)
    .replace(forbidden, "\ufffd")
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
