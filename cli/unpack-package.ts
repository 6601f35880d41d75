import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzip, type ZipEntry, zip } from "../build/index.js";

/** A zip that a cloud runs, with its binary unpacked so that it can be started. */
export interface UnpackedPackage {
  readonly zipBytes: number;
  readonly binaryPath: string;
  readonly binaryBytes: number;
  /** What is packed next to the binary. */
  readonly included: readonly ZipEntry[];
}

const binaryName = "bootstrap";
