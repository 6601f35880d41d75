import type { Report } from "../../report/model.js";
import { toText } from "../../report/text.js";
import { findFunction } from "../find-function.js";
import { measureFunction } from "../measure-function.js";
import { runningEmulator } from "../running-emulator.js";
import type { Terminal } from "../terminal.js";

export interface ReportOptions {
  readonly json?: boolean;
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
  const emulator = await runningEmulator();
  const { functions: deployed } = await emulator.status();
  const targets = names.length === 0 ? deployed : new Set(names.map((name) => findFunction(deployed, name)));
  const functions = [];
  for (const target of targets) functions.push(await measureFunction(target, emulator, options, terminal));
  const report: Report = { schema: 1, functions };
  await terminal.print(options.json ? `${JSON.stringify(report, null, 2)}\n` : toText(report, terminal));
}
