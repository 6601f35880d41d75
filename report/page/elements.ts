import { escapeText } from "../html/escape.js";
import type { Say } from "./texts.js";

/** Names and what there is to say of each. */
export function toFacts(facts: readonly (readonly [name: string, html: string])[]): string {
  const rows = facts.map(([name, html]) => `<dt>${escapeText(name)}</dt><dd>${html}</dd>`);
  return `<dl class="facts">${rows.join("\n")}</dl>`;
}

/** A drawing with its title, and its numbers in a table that opens. */
export function toFigure(title: string, drawing: string, table: string, say: Say): string {
  return `${toFigureHead(title)}
${drawing}
<details><summary>${escapeText(say("numbers", { title }))}</summary>${table}</details></figure>`;
}

/** A drawing whose numbers stand next to it. */
export function toPlainFigure(title: string, drawing: string): string {
  return `${toFigureHead(title)}\n${drawing}</figure>`;
}

function toFigureHead(title: string): string {
  return `<figure><figcaption>${escapeText(title)}</figcaption>`;
}

/** A drawing that gets smaller with the window. */
export function toChart(svg: string): string {
  return `<div class="chart">${svg}</div>`;
}

/** A paragraph of text. */
export function toParagraph(text: string, style = ""): string {
  return `<p${style === "" ? "" : ` class="${style}"`}>${escapeText(text)}</p>`;
}
