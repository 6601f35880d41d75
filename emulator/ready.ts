import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { type MeasuredBinary, startOnce } from "./start-once.js";

/** Gives a task a folder for the temporary files of programs that it starts, which is removed afterwards. */
export async function withTemporaryFolder<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "goserverless-ready-"));
  try {
    return await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Measures how long programs take from exec until ready: the first `next` on the Runtime API, or the first connection
 * that an FC program accepts. In milliseconds, in the order of the runs.
 *
 * The programs take turns, so that what else the machine does falls on all of them.
 */
export async function measureReady(
  binaries: readonly MeasuredBinary[],
  runs: number,
): Promise<Record<string, number[]>> {
  const samples: Record<string, number[]> = Object.fromEntries(binaries.map(({ label }) => [label, []]));
  return withTemporaryFolder(async (temporaryFolder) => {
    for (let run = 0; run < runs; run++) {
      for (const binary of binaries)
        samples[binary.label]?.push(await startOnce(binary, { temporaryFolder }));
    }
    return samples;
  });
}
