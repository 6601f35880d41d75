import { resolve } from "node:path";
import type { Evidence } from "../report/evidence.js";
import type { Subject } from "./inspect-subject.js";
import { checkPageFile, leavePage } from "./leave-page.js";
import { nothingTo } from "./nothing-to.js";

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

/** Refuses files that cannot be written, before anything is built or measured. */
export async function checkInspectionFiles(options: FileOptions): Promise<void> {
  for (const { option, path } of toFiles(options)) await checkPageFile(option, path);
}

/** Writes the files that were asked for, all of them or none that cannot be made, and gives their paths. */
export async function writeInspectionFiles(
  subject: Subject,
  evidence: Evidence | undefined,
  options: FileOptions,
): Promise<readonly string[]> {
  const files = toFiles(options);
  const contents = await Promise.all(files.map(({ draw }) => draw(subject, evidence)));
  for (const [index, { option, path }] of files.entries())
    await leavePage(option, contents[index] ?? "", path);
  return files.map(({ path }) => path);
}

function toFiles(options: FileOptions) {
  return Object.entries(drawers).flatMap(([name, draw]) => {
    const path = options[name as keyof FileOptions];
    return path === undefined ? [] : [{ option: `--${name}`, path: resolve(path), draw }];
  });
}
