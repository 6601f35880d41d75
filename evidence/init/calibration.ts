import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileAt } from "../../build/file-at.js";
import { type Artifact, build, cacheFolder } from "../../build/index.js";
import { withWorkFolder } from "../../build/work-folder.js";
import { writeAtomically } from "../../build/write-atomically.js";
import type { Contract } from "../../emulator/function-config.js";
import { calibrationFiles } from "./calibration-source.js";
import { thisMachine } from "./this-machine.js";

/**
 * What the calibration program takes from exec until ready on the machine that budgets are stated for, in milliseconds.
 *
 * Medians of 3 times 700 starts, to the tenth: 1.0, 1.1 and 1.2 ms on `lambda`, 1.1, 1.0 and 1.1 ms on `fc`, on 2 cores of
 * an AMD EPYC server with Linux 6.18, Go 1.26.8 and Node 20.20, in November 2026.
 */
export const referenceReadyMs: Readonly<Record<Contract, number>> = { lambda: 1, fc: 1 };

/**
 * What the user's flags are made for is not in this module. An empty `GOFLAGS` counts as unset, whereupon that of
 * "go env -w" would be in force: https://pkg.go.dev/cmd/go#hdr-Environment_variables
 */
const withoutUserFlags = { GOFLAGS: "-buildvcs=false", GOWORK: "off" };

/** Builds the calibration program for this machine, or finds it in the cache. */
export async function buildCalibration(goBinary = "go"): Promise<Artifact> {
  return build({
    entry: await writeSources(),
    ...thisMachine,
    go: { tags: [], ldflags: [], flags: [], env: withoutUserFlags, goBinary },
    include: [],
  });
}

/** Unpacks a zip's program, with the files next to it, for as long as a task takes. */
export async function withUnpacked<T>(zip: string, task: (codeFolder: string) => Promise<T>): Promise<T> {
  const { unpack } = await import("../../emulator/index.js");
  return withWorkFolder("start-", async (folder) => {
    await unpack(await readFile(zip), folder);
    return task(folder);
  });
}

async function writeSources(): Promise<string> {
  const id = createHash("sha256").update(JSON.stringify(calibrationFiles)).digest("hex");
  const folder = join(cacheFolder(), "calibration", id);
  for (const [name, content] of Object.entries(calibrationFiles)) {
    const file = join(folder, name);
    if (fileAt(file)?.size !== Buffer.byteLength(content)) await writeAtomically(file, content);
  }
  return folder;
}
