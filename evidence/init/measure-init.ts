import { join } from "node:path";
import { programPath } from "../../build/artifact-files.js";
import { type Artifact, type BuildRequest, build, cacheFolder } from "../../build/index.js";
import { limit } from "../../build/limit.js";
import { showPath } from "../../build/show-path.js";
import { writeAtomically } from "../../build/write-atomically.js";
import type { Contract } from "../../emulator/function-config.js";
import { EvidenceError } from "../evidence-error.js";
import { withUnpacked } from "./calibration.js";
import { type ProfileOptions, profileInit, traceInits } from "./profile-init.js";
import { ProgramError } from "./program-error.js";
import { allocationChecks, initChecks, readMeasurement } from "./read-measurement.js";
import type { OnTurn, StartPlan } from "./starts.js";
import { thisMachine } from "./this-machine.js";
import type { AllocationMeasurement, InitMeasurement } from "./to-profile.js";

/** A function whose start is measured. */
export interface InitSubject<T = InitMeasurement> {
  readonly name: string;
  readonly request: BuildRequest;
  readonly artifact: Artifact;
  readonly contract: Contract;
  /** Tells whether a measurement made before will do; it is made again otherwise, since it may have been a bad moment. */
  accepts(measured: T): boolean;
  /** Unset: enough to tell a tenth on a quiet machine, and more on a noisy one. */
  readonly plan?: StartPlan;
  readonly onTurn?: OnTurn;
}

/** What of a start is measured, and how. */
interface Measuring<T> {
  /** Names its entries of the cache. */
  readonly kind: string;
  readonly usualPlan: StartPlan;
  readonly checks: Parameters<typeof readMeasurement<T & object>>[1];
  measure(binary: string, options: ProfileOptions): Promise<T>;
}

/** To be raised with any change after which the same artifact gives other figures. */
const format = 2;

/** Functions that start at the same time would slow each other. */
const oneByOne = limit(1);

/** Measures a function's start, or finds a measurement of the same artifact that will do. */
export function measureInit(subject: InitSubject): Promise<InitMeasurement> {
  const usualPlan = { runs: 20, mostRuns: 100 };
  return measureOnce(subject, { kind: "ready", usualPlan, checks: initChecks, measure: profileInit });
}

/** Measures only what a function's package inits allocate, or finds a measurement that will do. */
export function measureAllocations(
  subject: InitSubject<AllocationMeasurement>,
): Promise<AllocationMeasurement> {
  // How much is allocated hardly differs from start to start.
  const usualPlan = { runs: 20, mostRuns: 20 };
  return measureOnce(subject, { kind: "trace", usualPlan, checks: allocationChecks, measure: traceInits });
}

async function measureOnce<T extends object>(subject: InitSubject<T>, measuring: Measuring<T>): Promise<T> {
  const { contract, accepts, plan = measuring.usualPlan } = subject;
  const startable = await toStartable(subject);
  const name = [startable.sha256, contract, measuring.kind, plan.mostRuns, format].join("-");
  const file = join(cacheFolder(), "init", `${name}.json`);
  // Looked up in turn, since functions with the same artifact wait for each other.
  return oneByOne(async () => {
    const known = await readMeasurement(file, measuring.checks);
    if (known !== undefined && accepts(known)) return known;
    const measured = await start(startable, { ...subject, plan }, measuring);
    // A cache that cannot be written has been complained of by the build.
    if (accepts(measured)) await writeAtomically(file, JSON.stringify(measured)).catch(() => {});
    return measured;
  });
}

async function start<T>(
  startable: Artifact,
  { name, request, contract, plan, onTurn }: InitSubject<T>,
  { measure }: Measuring<T>,
): Promise<T> {
  const { StartError } = await import("../../emulator/index.js");
  const { goBinary } = request.go;
  try {
    return await withUnpacked(startable.path, (codeFolder) =>
      measure(join(codeFolder, programPath), {
        contract,
        codeFolder,
        goBinary,
        ...plan,
        ...(onTurn && { onTurn }),
      }),
    );
  } catch (cause) {
    // Where it was unpacked to is gone by now, and says nothing to anybody.
    if (cause instanceof ProgramError) {
      throw new EvidenceError(
        `The start of "${name}" cannot be measured: its program ${cause.problem}. Give a program of Go 1.16 or newer that runs on this machine, or leave out "budgets.initMs" and "budgets.initAllocations".`,
        { cause },
      );
    }
    if (!(cause instanceof StartError)) throw cause;
    throw new EvidenceError(
      `The start of "${name}" cannot be measured: it must become ready without its "environment", which may hold secrets, but ${cause.instead}. Let it start without, or leave out "budgets.initMs" and "budgets.initAllocations".`,
      { cause },
    );
  }
}

/** The function as a zip for this machine. */
async function toStartable({
  name,
  request,
  artifact,
}: Pick<InitSubject, "name" | "request" | "artifact">): Promise<Artifact> {
  const { image, ...unpacked } = request;
  const { os, architecture } = thisMachine;
  const fits = artifact.os === os && artifact.architecture === architecture;
  if (fits && image === undefined) return artifact;
  if (fits || request.entry !== undefined) return build({ ...unpacked, os, architecture });
  throw new EvidenceError(
    `The start of "${name}" cannot be measured: "artifact" ${showPath(request.prebuilt ?? "")} is built for ${artifact.os}/${artifact.architecture}, and this machine runs ${os}/${architecture}. Give its "entry", or leave out "budgets.initMs" and "budgets.initAllocations".`,
  );
}
