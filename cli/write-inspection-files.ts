import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Evidence } from "../report/evidence.js";
import { CommandError } from "./command-error.js";
import type { Subject } from "./inspect-subject.js";
import { nothingTo } from "./nothing-to.js";
import { toSystemErrorText } from "./system-error-text.js";

/** Files that an inspection is written to. */
export interface FileOptions {
  readonly html?: string;
  readonly treemap?: string;
  readonly waterfall?: string;
}

type Draw = (subject: Subject, evidence: Evidence | undefined) => Promise<string>;

const drawers: Readonly<Record<keyof FileOptions, Draw>> = {
  async html({ shown, opened }, evidence) {
    const { toInspectionPage } = await import("../report/inspection-page.js");
    return toInspectionPage(shown, opened.inspection, evidence);
  },
  async treemap({ shown }, evidence) {
    const { toSizeDrawing } = await import("../report/evidence-drawings.js");
    if (evidence?.anatomy === undefined) throw nothingTo("draw", "--treemap", evidence);
    return toSizeDrawing(`Size of ${shown}`, evidence.anatomy);
  },
  async waterfall({ shown }, evidence) {
    const { toStartDrawing } = await import("../report/evidence-drawings.js");
    const drawing = evidence && toStartDrawing(`Start of ${shown}`, evidence);
    if (drawing === undefined) throw nothingTo("draw", "--waterfall", evidence);
    return drawing;
  },
};

/** Writes the files that were asked for, all of them or none that cannot be made, and gives their paths. */
export async function writeInspectionFiles(
  subject: Subject,
  evidence: Evidence | undefined,
  options: FileOptions,
): Promise<readonly string[]> {
  const contents: { readonly path: string; readonly content: string }[] = [];
  for (const [name, draw] of Object.entries(drawers)) {
    const path = options[name as keyof FileOptions];
    if (path !== undefined) contents.push({ path: resolve(path), content: await draw(subject, evidence) });
  }
  for (const { path, content } of contents) await write(path, content);
  return contents.map(({ path }) => path);
}

async function write(path: string, content: string): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (cause) {
    throw new CommandError(`${path} cannot be written: ${toSystemErrorText(cause)}. Name another file.`, {
      cause,
    });
  }
}
