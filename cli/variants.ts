import { readFile, stat } from "node:fs/promises";
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

/** Where the program finds the files that were deployed with it; an image's are not those of this machine. */
export function filesOf(target: FunctionStatus): { readonly codeFolder?: string } {
  return target.kind === "zip" ? { codeFolder: codeFolder(target) } : {};
}

/** Tags in which a deployment keeps where the code came from. */
const entryTag = "goserverless:entry";
const artifactTags = { zip: "goserverless:zip", image: "goserverless:image" } as const;

/** What is deployed: the binary is the emulator's own copy, the artifact may have been pruned from the cache since. */
export async function deployedVariant(target: FunctionStatus): Promise<Variant> {
  const binaryPath = binaryPathOf(target);
  const artifact = target.tags[artifactTags[target.kind]];
  const bytes = artifact === undefined ? null : await sizes[target.kind](artifact).catch(() => null);
  return { bytes, binaryBytes: await sizeOf(binaryPath), binaryPath };
}

/** The emulator's own copy of a binary. */
export function binaryPathOf(target: FunctionStatus): string {
  return join(codeFolder(target), "bootstrap");
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
  return { bytes: await plainBytes[target.kind](target, path), binaryBytes: bytes, binaryPath: path };
}

type Kind = FunctionStatus["kind"];

const sizes: Readonly<Record<Kind, (artifact: string) => Promise<number>>> = {
  zip: sizeOf,
  image: async (layout) => (await import("../build/image-bytes.js")).imageBytes(layout),
};

/** How large the artifact would be with another binary. */
const plainBytes: Readonly<Record<Kind, (target: FunctionStatus, path: string) => Promise<number | null>>> = {
  zip: (target, path) => packedBytes(codeFolder(target), path),
  async image({ tags }, path) {
    const layout = tags[artifactTags.image];
    if (layout === undefined) return null;
    const { imageBytes } = await import("../build/image-bytes.js");
    return imageBytes(layout, await readFile(path)).catch(() => null);
  },
};

function codeFolder({ name, kind, sha256 }: FunctionStatus): string {
  return new FunctionStore(stateFolder()).programFolder(name, kind, sha256);
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
