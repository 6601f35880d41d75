import type { Executable } from "./executable.js";

// https://github.com/apple-oss-distributions/xnu/blob/main/EXTERNAL_HEADERS/mach-o/loader.h
const magic64 = 0xfeedfacf;
const fileTypeExecute = 2;
const processors: Readonly<Record<number, string>> = { 16777223: "amd64", 16777228: "arm64" };

/** Reads what a 64-bit Mach-O header tells, or gives nothing when the bytes are not Mach-O. */
export function readMachO(bytes: Buffer): Executable | undefined {
  if (bytes.length < 32 || bytes.readUInt32LE(0) !== magic64) return undefined;
  const processor = bytes.readUInt32LE(4);
  return {
    os: "darwin",
    architecture: processors[processor] ?? `processor ${processor}`,
    runnable: bytes.readUInt32LE(12) === fileTypeExecute,
    // macOS has no static programs: even system calls go through a library.
    dynamic: true,
    loader: "dyld",
  };
}
