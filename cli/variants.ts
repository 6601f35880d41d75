import { stat } from "node:fs/promises";
import { join } from "node:path";
import { buildPlain } from "../build/index.js";
import type { FunctionStatus } from "../emulator/function-config.js";
import { FunctionStore } from "../emulator/function-store.js";
import { stateFolder } from "../emulator/index.js";
import type { PackageSize } from "../report/model.js";
import { CommandError } from "./command-error.js";
import { packedBytes } from "./packed-bytes.js";

/** A way to build a function: how large it is, and the binary to start. */
export interface Variant extends PackageSize {
  readonly binaryPath: string;
}

/** Tags in which a deployment keeps where the code came from. */
const entryTag = "goserverless:entry";
const zipTag = "goserverless:zip";

/** What is deployed: the binary is the emulator's own copy, the zip may have been pruned from the cache since. */
export async function deployedVariant(target: FunctionStatus): Promise<Variant> {
  const binaryPath = join(codeFolder(target), "bootstrap");
  const zip = target.tags[zipTag];
  const bytes = zip === undefined ? null : await sizeOf(zip).catch(() => null);
  return { bytes, binaryBytes: await sizeOf(binaryPath), binaryPath };
}

/** The same program as `go build` alone makes it. */
export async function plainVariant(target: FunctionStatus): Promise<Variant> {
  const entry = target.tags[entryTag];
  if (entry === undefined) {
    throw new CommandError(
      `"${target.name}" was not built from an entry, so there is no plain build to compare with.`,
    );
  }
  const { path, bytes } = await buildPlain(entry);
  return { bytes: await packedBytes(codeFolder(target), path), binaryBytes: bytes, binaryPath: path };
}

function codeFolder({ name, sha256 }: FunctionStatus): string {
  return new FunctionStore(stateFolder()).codeFolder(name, sha256);
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
