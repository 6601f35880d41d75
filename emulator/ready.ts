import { withWorkFolder } from "../build/work-folder.js";
import { type MeasuredBinary, startOnce } from "./start-once.js";

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
  return withWorkFolder("ready-", async (temporaryFolder) => {
    for (let run = 0; run < runs; run++) {
      for (const binary of binaries)
        samples[binary.label]?.push(await startOnce(binary, { temporaryFolder }));
    }
    return samples;
  });
}
