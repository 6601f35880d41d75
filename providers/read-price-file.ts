import * as fs from "node:fs";
import { checkPriceFile } from "./check-price-file.js";
import type { PriceFile } from "./price-file.js";

/** What a file of prices holds, or what is wrong with it, a sentence each. */
export type ReadPriceFile = { readonly prices: PriceFile } | { readonly problems: readonly string[] };

/** Reads a file of prices; its path is relative to the program. */
export function readPriceFile(file: string): ReadPriceFile {
  let content: unknown;
  try {
    content = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    return { problems: [explain(file, error as NodeJS.ErrnoException)] };
  }
  const problems = checkPriceFile(file, content);
  return problems.length > 0 ? { problems } : { prices: content as PriceFile };
}

/** What a parser says would show what stands in the file. */
function explain(file: string, { code }: NodeJS.ErrnoException): string {
  const [rule, got] =
    code === undefined ? ["hold JSON", "something else"] : ["be a file that can be read", code];
  return `${file} must ${rule}, got ${got}. "goserverless:prices" names it.`;
}
