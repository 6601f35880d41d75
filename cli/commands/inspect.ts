import { resolve } from "node:path";
import { inspect } from "../../build/inspect.js";
import { toInspectionDocument } from "../../report/inspection-document.js";
import { toInspectionText } from "../../report/inspection-text.js";
import type { Terminal } from "../terminal.js";

export interface InspectOptions {
  readonly json?: boolean;
}

/** `goserverless inspect`: what is in an image, a zip or a binary. */
export async function inspectSaved(path: string, options: InspectOptions, terminal: Terminal): Promise<void> {
  const inspection = await inspect(path);
  const document = toInspectionDocument(resolve(path), inspection);
  await terminal.print(
    options.json ? `${JSON.stringify(document, null, 2)}\n` : toInspectionText(path, inspection, terminal),
  );
}
