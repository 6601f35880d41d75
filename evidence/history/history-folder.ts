import { createHash } from "node:crypto";
import { join } from "node:path";
import { stateFolder } from "../../emulator/index.js";

/** Where deployments are remembered: next to the emulator's state. */
export function historyFolder(): string {
  return join(stateFolder(), "history");
}

/** What was deployed of one stack: a file of lines for each function. */
export function stackFolder(project: string, stack: string): string {
  return join(historyFolder(), toFileName(project), toFileName(stack));
}

export function recordsFile(project: string, stack: string, name: string): string {
  return join(stackFolder(project, stack), `${toFileName(name)}.jsonl`);
}

export function anatomyFile(binarySha256: string): string {
  return join(historyFolder(), "anatomies", `${toFileName(binarySha256)}.json`);
}

/** A file's name has at most 255 bytes: https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const longest = 120;

/** A name that cannot lead out of its folder; different names stay different. */
function toFileName(name: string): string {
  // Through bytes, since half a surrogate pair cannot be encoded.
  const safe = encodeURIComponent(Buffer.from(name).toString()).replace(/^\./, "%2E") || "%";
  if (safe.length <= longest) return safe;
  const digest = createHash("sha256").update(name).digest("hex");
  return `${safe.slice(0, longest)}~${digest.slice(0, 16)}`;
}
