import { join } from "node:path";
import { programPath } from "../../build/artifact-files.js";
import type { Contract } from "../../emulator/function-config.js";
import { EvidenceError } from "../evidence-error.js";
import { buildCalibration, referenceReadyMs, withUnpacked } from "./calibration.js";
import type { PackageInit } from "./init-profile.js";
import { parseInitTrace } from "./parse-init-trace.js";
import { collectStarts, type StartPlan } from "./starts.js";
import { checkRunsHere } from "./this-machine.js";
import { allocationsOf, type InitMeasurement, toProfile } from "./to-profile.js";

/** How a program is started, and how often. */
export interface ProfileOptions extends Partial<StartPlan> {
  /** What the program speaks. */
  readonly contract: Contract;
  /** Holds the files that the program finds next to it; unset: it starts in an empty folder. */
  readonly codeFolder?: string;
  /** Builds the calibration program. */
  readonly goBinary?: string;
}

const defaultRuns = 20;
/** More packages than any program has, so that one that writes such lines by itself fills no memory. */
const mostPackages = 50_000;

/** Measures what a Go binary does before its `main`, and how long it takes until ready, by starting it often. */
export async function profileInit(binary: string, options: ProfileOptions): Promise<InitMeasurement> {
  const { contract, codeFolder, goBinary, runs = defaultRuns, mostRuns = runs } = options;
  await checkRunsHere(binary);
  const { startOnce, traceInit, withTemporaryFolder } = await import("../../emulator/index.js");
  const { path } = await buildCalibration(goBinary);
  return withUnpacked(path, (folder) =>
    withTemporaryFolder(async (temporaryFolder) => {
      const measured = { label: "bootstrap", path: binary, contract, ...(codeFolder && { codeFolder }) };
      const calibration = { label: "calibration", path: join(folder, programPath), contract };
      const trace = async (program: typeof measured) => {
        const inits: PackageInit[] = [];
        await traceInit(program, temporaryFolder, (line) => {
          if (inits.length < mostPackages) inits.push(...parseInitTrace(line));
        });
        return inits.length > 0 ? inits : refuse(program.path);
      };
      const starter = {
        trace: () => trace(measured),
        ready: () => startOnce(measured, { temporaryFolder }),
        calibrate: () => startOnce(calibration, { temporaryFolder }),
      };
      const starts = await collectStarts(starter, { runs, mostRuns });
      const allocations = allocationsOf(await trace(calibration));
      return toProfile(starts, { referenceMs: referenceReadyMs[contract], allocations });
    }),
  );
}

function refuse(path: string): never {
  throw new EvidenceError(
    `${path} tells nothing of its package inits. Name a program that is built with Go 1.16 or newer.`,
  );
}
