import * as fs from "node:fs";
import * as path from "node:path";
import { renderChart } from "./chart.js";
import { renderReadmeTable, renderSection, sectionHeading } from "./render.js";
import type { PeersDocument } from "./results.js";

const project = path.resolve(__dirname, "../..");

/** Puts what is rendered where it belongs: all of it, or nothing where a page has no place for it. */
export function writePages(document: PeersDocument): void {
  const pages = [
    ["docs/benchmarks.md", placeSection(read("docs/benchmarks.md"), renderSection(document))],
    ["README.md", placeTable(read("README.md"), renderReadmeTable(document, "en"))],
    ["README.zh-CN.md", placeTable(read("README.zh-CN.md"), renderReadmeTable(document, "zh"))],
    ["docs/benchmarks-peers.svg", renderChart(document)],
  ] as const;
  for (const [name, text] of pages) fs.writeFileSync(path.join(project, name), text);
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

const read = (name: string) => fs.readFileSync(path.join(project, name), "utf8");
