import * as fs from "node:fs";
import { unzipSync } from "fflate";
import type { Artifact } from "../build/index.js";

/** Writes an artifact's binary to a file, and returns that. */
export function unpackBinary(artifact: Artifact, file: string): string {
  const content = unzipSync(fs.readFileSync(artifact.path))["bootstrap"];
  if (content === undefined) throw new Error(`${artifact.path} holds no bootstrap.`);
  fs.writeFileSync(file, content, { mode: 0o755 });
  return file;
}
