import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";

/** Names a context's content: its Dockerfile, and every file with its path and mode; of folders, nothing. */
export function contextDigest(context: string, dockerfile: string): string {
  const hash = createHash("sha256").update(readFileSync(dockerfile)).update("\0");
  for (const name of readdirSync(context, { recursive: true, encoding: "utf8" }).sort()) {
    if (/(^|\/)\.dockerignore$/.test(name)) throw new Error("The stand-in reads no .dockerignore.");
    const file = path.join(context, name);
    const { mode, isFile } = { mode: statSync(file).mode, isFile: statSync(file).isFile() };
    if (!isFile) continue;
    hash.update(name).update(mode.toString(8)).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}
