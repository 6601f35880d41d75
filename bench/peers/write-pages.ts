import * as fs from "node:fs";
import * as path from "node:path";
import { renderChart } from "./chart.js";
import { renderReadmeTable, renderSection, sectionHeading } from "./render.js";
import type { PeersDocument } from "./results.js";

const project = path.resolve(__dirname, "../..");

/** Puts what is rendered where it belongs in the pages. */
export function writePages(document: PeersDocument): void {
  change("docs/benchmarks.md", (page) => placeSection(page, renderSection(document)));
  change("README.md", (page) => placeTable(page, renderReadmeTable(document, "en")));
  change("README.zh-CN.md", (page) => placeTable(page, renderReadmeTable(document, "zh")));
  fs.writeFileSync(path.join(project, "docs/benchmarks-peers.svg"), renderChart(document));
}

/** Replaces the section with the same heading, up to the next one, or adds it at the end. */
export function placeSection(page: string, section: string): string {
  const start = page.indexOf(`${sectionHeading}\n`);
  if (start === -1) return `${page.trimEnd()}\n\n${section}`;
  const next = page.indexOf("\n## ", start);
  const rest = next === -1 ? "" : page.slice(next);
  return `${page.slice(0, start)}${section}${rest}`;
}

/** Replaces the table with the same head. */
export function placeTable(page: string, table: string): string {
  const head = `${table.split("\n")[0]}\n`;
  const start = page.indexOf(head);
  if (start === -1) throw new Error(`The page has no table that begins with ${head}`);
  const after = /\n(?!\|)/.exec(page.slice(start));
  const end = after === null ? page.length : start + after.index + 1;
  return `${page.slice(0, start)}${table}${page.slice(end)}`;
}

function change(name: string, edit: (page: string) => string): void {
  const file = path.join(project, name);
  fs.writeFileSync(file, edit(fs.readFileSync(file, "utf8")));
}
