import { resolve } from "node:path";
import { connectEmulator } from "../emulator/index.js";
import { readAll } from "../evidence/history/read-history.js";
import type { Language } from "../report/page/texts.js";
import { toStackHtml } from "../report/page/to-stack-html.js";
import { chooseStack } from "./choose-stack.js";
import { gatherPageFunction } from "./gather-page-function.js";
import { toKnownStacks } from "./known-stacks.js";
import { checkPageFile, leavePage } from "./leave-page.js";
import type { MeasurePlan } from "./measure-function.js";
import { pageLanguage } from "./page-language.js";
import type { Terminal } from "./terminal.js";

export interface PageOptions extends MeasurePlan {
  readonly html: string;
  readonly stack?: string;
  readonly lang?: Language;
}

/** Writes the page of one stack, and prints where it is. */
export async function reportPage(
  names: readonly string[],
  { html, stack: wanted, lang = pageLanguage(process.env), ...plan }: PageOptions,
  terminal: Terminal,
): Promise<void> {
  const file = resolve(html);
  await checkPageFile("--html", file);
  const emulator = await connectEmulator();
  const deployed = (await emulator?.status())?.functions ?? [];
  const known = toKnownStacks(await readAll(), deployed);
  const chosen = chooseStack(known, { names, ...(wanted === undefined ? {} : { stack: wanted }) });
  const functions = [];
  for (const each of chosen.functions)
    functions.push(await gatherPageFunction(each, emulator, plan, terminal));
  const page = { stack: chosen.stack, at: new Date().toISOString(), functions };
  await leavePage("--html", toStackHtml(page, lang), file);
  await terminal.print(`${file}\n`);
}
