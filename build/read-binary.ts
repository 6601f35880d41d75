import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { BinaryInfo } from "./artifact.js";
import { readExecutable } from "./executable.js";
import { readGoBuildInfo } from "./go-build-info.js";

/** Reads back what a binary is, from its bytes or its path. */
export async function readBinary(source: Uint8Array | string): Promise<BinaryInfo> {
  const content = typeof source === "string" ? await readFile(source) : source;
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const buildInfo = readGoBuildInfo(bytes);
  return {
    sha256: createHash("sha256").update(bytes).digest("hex"),
    bytes: bytes.length,
    static: readExecutable(bytes)?.dynamic === false,
    goVersion: buildInfo?.goVersion ?? "",
    module: buildInfo?.module ?? "",
    dependencies: buildInfo?.dependencies ?? [],
  };
}
