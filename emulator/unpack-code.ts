import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import type { ArtifactKind } from "../build/artifact.js";
import { EmulatorError } from "./emulator-error.js";
import type { CodeSource, ZipSource } from "./function-config.js";
import { unpack } from "./unpack.js";

export function kindOf(code: CodeSource): ArtifactKind {
  return "zip" in code ? "zip" : "image";
}

/** Unpacks code into a new folder, if it is what was promised. */
export async function unpackCode(code: CodeSource, folder: string): Promise<void> {
  if ("zip" in code) {
    const bytes = await readZip(code);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return unpack(bytes, folder);
  }
  const { unpackImage } = await import("./unpack-image.js");
  await unpackImage(code, folder);
}

async function readZip({ zip, sha256 }: ZipSource): Promise<Buffer> {
  const bytes = await readFile(zip);
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found === sha256) return bytes;
  throw new EmulatorError(`The zip ${zip} must have the sha256 ${sha256}, but has ${found}. Build it again.`);
}
