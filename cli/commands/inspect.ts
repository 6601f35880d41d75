import type { Evidence } from "../../report/evidence.js";
import { toInspectionDocument } from "../../report/inspection-document.js";
import { toInspectionText } from "../../report/inspection-text.js";
import { gatherEvidence } from "../gather-evidence.js";
import type { GoFlags } from "../go-flags.js";
import { checkInspectOptions, openSubject, type Subject } from "../inspect-subject.js";
import { nothingTo } from "../nothing-to.js";
import type { Terminal } from "../terminal.js";
import { checkInspectionFiles, type FileOptions, writeInspectionFiles } from "../write-inspection-files.js";

export interface InspectOptions extends GoFlags, FileOptions {
  readonly all?: boolean;
  readonly entry?: string;
  /** A path, or `last`. */
  readonly against?: string;
  readonly stack?: string;
  /** Unset: a main package is started, an artifact is not. */
  readonly start?: boolean;
  readonly runs: number;
  readonly contract: "lambda" | "fc";
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** `goserverless inspect`: what is in an image, a zip, a binary or a main package, and what it costs. */
export async function inspectPath(path: string, options: InspectOptions, terminal: Terminal): Promise<void> {
  checkInspectOptions(path, options);
  await checkInspectionFiles(options);
  const subject = await openSubject(path, options, terminal);
  const evidence = subject.opened.program && (await gatherEvidence(subject, options, terminal));
  if (options.against !== undefined && evidence?.anatomy === undefined)
    throw nothingTo("compare", "--against", evidence);
  const written = await writeInspectionFiles(subject, evidence, options);
  const text = await toText(subject, evidence, { ...options, quiet: written.length > 0 }, terminal);
  await terminal.print(text ?? written.map((file) => `${file}\n`).join(""));
}

/** What is printed besides the paths of files; nothing when files were asked for alone. */
async function toText(
  { shown, path, opened: { inspection } }: Subject,
  evidence: Evidence | undefined,
  options: InspectOptions & { readonly quiet: boolean },
  { colors }: Terminal,
): Promise<string | undefined> {
  if (options.json) return `${JSON.stringify(toInspectionDocument(path, inspection, evidence), null, 2)}\n`;
  if (options.markdown) {
    const { toInspectionMarkdown } = await import("../../report/inspection-markdown.js");
    return toInspectionMarkdown(shown, inspection, evidence);
  }
  if (options.quiet) return undefined;
  return toInspectionText(shown, inspection, { colors, all: options.all === true }, evidence);
}
