import type { Report } from "../../report/model.js";
import type { Language } from "../../report/page/texts.js";
import { toText } from "../../report/text.js";
import { findFunction } from "../find-function.js";
import { measureFunction } from "../measure-function.js";
import { runningEmulator } from "../running-emulator.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";

export interface ReportOptions {
  readonly json?: boolean;
  readonly html?: string;
  readonly stack?: string;
  readonly lang?: Language;
  readonly cold: number;
  readonly warm: number;
  readonly runs: number;
}

/** `goserverless report`: what each function measures now, next to a plain `go build` of it. */
export async function reportFunctions(
  names: readonly string[],
  options: ReportOptions,
  terminal: Terminal,
): Promise<void> {
  const { html, json, stack, lang } = options;
  if (html !== undefined) {
    if (json) throw new UsageError('"--html" writes a page, "--json" prints a document: choose one.');
    const { reportPage } = await import("../report-page.js");
    return reportPage(names, { ...options, html }, terminal);
  }
  for (const [option, value] of Object.entries({ stack, lang })) {
    if (value !== undefined) throw new UsageError(`"--${option}" is for a page: add "--html <file>".`);
  }
  const emulator = await runningEmulator();
  const { functions: deployed } = await emulator.status();
  const targets = names.length === 0 ? deployed : new Set(names.map((name) => findFunction(deployed, name)));
  const functions = [];
  for (const target of targets) {
    functions.push((await measureFunction(target, emulator, options, terminal)).report);
  }
  const report: Report = { schema: 1, functions };
  await terminal.print(json ? `${JSON.stringify(report, null, 2)}\n` : toText(report, terminal));
}
