import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileAt } from "../../build/file-at.js";
import type { LinkedModule } from "./linked-modules.js";
import { recognizeLicences } from "./recognize-licences.js";

const licenceFile = /^(?:[\w-]+-)?(?:licen[cs]e|copying|unlicen[cs]e)(?:[-.][\w.-]+)?$/i;
/** Sources that only bear the name: `license.go`. */
const notText = /\.(?:go|js|ts|py|sh|json|ya?ml|toml|tmpl|html?)$/i;
/** The longest licence, of the GNU, is 35 kB; a list of what a large program is made of can be longer. */
const mostBytes = 1024 * 1024;

/**
 * The licence of a module, as SPDX writes it; empty when none is recognized.
 *
 * Several texts are joined by `AND`: that one may choose between them, they do not tell.
 */
export async function readLicence({
  folder,
  isLocal,
}: Pick<LinkedModule, "folder" | "isLocal">): Promise<string> {
  for (const place of [folder, isLocal ? repository(folder) : undefined]) {
    const texts = place === undefined ? [] : await licenceTexts(place);
    if (texts.length > 0) return joined(texts.flatMap(recognizeLicences));
  }
  return "";
}

/** The LGPL is an addition to the GPL, whose text lies beside it. */
function joined(licences: readonly string[]): string {
  const isLesser = licences.some((id) => id.startsWith("LGPL-3.0"));
  const named = licences.filter((id) => !(isLesser && id.startsWith("GPL-3.0")));
  return [...new Set(named)].sort().join(" AND ");
}

async function licenceTexts(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const found = names.filter((name) => licenceFile.test(name) && !notText.test(name)).sort();
  const paths = found.map((name) => join(folder, name));
  const readable = paths.filter((path) => {
    const file = fileAt(path);
    return file?.isFile() && file.size <= mostBytes;
  });
  return Promise.all(readable.map((path) => readFile(path, "utf8").catch(() => "")));
}

/** The root of the repository that a module lies in; its licence counts below it too. */
function repository(folder: string): string | undefined {
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    if (fileAt(join(above, ".git"))) return above;
  }
  return undefined;
}
