import { readFileSync } from "node:fs";
import * as path from "node:path";

/** The version of the goserverless package that this file belongs to. */
export function packageVersion(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const manifest = readManifest(folder);
    if (manifest?.name === "goserverless") return manifest.version;
    if (folder === path.dirname(folder)) return "0.0.0";
  }
}

function readManifest(folder: string): { name: string; version: string } | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  } catch {
    return undefined;
  }
}
