import { join } from "node:path";
import { programPath } from "../../build/artifact-files.js";
import { withWorkFolder } from "../../build/work-folder.js";
import type { Contract } from "../../emulator/function-config.js";
import { buildCalibration, referenceReadyMs, withUnpacked } from "./calibration.js";
import type { PackageInit } from "./init-profile.js";
import { parseInitTrace } from "./parse-init-trace.js";
import { ProgramError } from "./program-error.js";
import { collectStarts, collectTraces, type OnTurn, type Starter, type StartPlan } from "./starts.js";
import { checkRunsHere } from "./this-machine.js";
import {
  type AllocationMeasurement,
  allocationsOf,
  type InitMeasurement,
  toProfile,
  toTrace,
} from "./to-profile.js";

/** How a program is started, and how often. */
export interface ProfileOptions extends Partial<StartPlan> {
  /** What the program speaks. */
  readonly contract: Contract;
  /** Holds the files that the program finds next to it; unset: it starts in an empty folder. */
  readonly codeFolder?: string;
  /** Builds the calibration program. */
  readonly goBinary?: string;
  readonly onTurn?: OnTurn;
}

const defaultRuns = 20;
/** More packages than any program has, so that one that writes such lines by itself fills no memory. */
const mostPackages = 50_000;

/** Measures what a Go binary does before its `main`, and how long it takes until ready, by starting it often. */
export function profileInit(binary: string, options: ProfileOptions): Promise<InitMeasurement> {
  const { contract, runs = defaultRuns, mostRuns = runs, onTurn } = options;
  return withStarter(binary, options, async (starter) => {
    const starts = await collectStarts(starter, { runs, mostRuns }, onTurn);
    const allocations = allocationsOf(await starter.traceCalibration());
    return toProfile(starts, { referenceMs: referenceReadyMs[contract], allocations });
  });
}

/** Measures only what a Go binary does before its `main`, which takes a third of the starts. */
export function traceInits(binary: string, options: ProfileOptions): Promise<AllocationMeasurement> {
  const { runs = defaultRuns, onTurn } = options;
  return withStarter(binary, options, async (starter) => {
    const traces = await collectTraces(starter, runs, onTurn);
    return {
      ...toTrace(traces),
      calibrationAllocations: allocationsOf(await starter.traceCalibration()),
    };
  });
}

interface BothStarter extends Starter {
  traceCalibration(): Promise<readonly PackageInit[]>;
}

async function withStarter<T>(
  binary: string,
  { contract, codeFolder, goBinary }: ProfileOptions,
  task: (starter: BothStarter) => Promise<T>,
): Promise<T> {
  await checkRunsHere(binary);
  const { startOnce, traceInit } = await import("../../emulator/index.js");
  const { path } = await buildCalibration(goBinary);
  return withUnpacked(path, (folder) =>
    withWorkFolder("ready-", (temporaryFolder) => {
      const measured = { label: "bootstrap", path: binary, contract, ...(codeFolder && { codeFolder }) };
      const calibration = { label: "calibration", path: join(folder, programPath), contract };
      const trace = async (program: typeof measured) => {
        const inits: PackageInit[] = [];
        await traceInit(program, temporaryFolder, (line) => {
          if (inits.length < mostPackages) inits.push(...parseInitTrace(line));
        });
        return inits.length > 0 ? inits : refuse(program.path);
      };
      return task({
        trace: () => trace(measured),
        ready: () => startOnce(measured, { temporaryFolder }),
        calibrate: () => startOnce(calibration, { temporaryFolder }),
        traceCalibration: () => trace(calibration),
      });
    }),
  );
}

function refuse(path: string): never {
  throw new ProgramError(
    path,
    "tells nothing of its package inits",
    "Name a program that is built with Go 1.16 or newer.",
  );
}
