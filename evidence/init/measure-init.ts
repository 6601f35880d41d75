import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { programPath } from "../../build/artifact-files.js";
import { type Artifact, type BuildRequest, build, cacheFolder } from "../../build/index.js";
import { limit } from "../../build/limit.js";
import { showPath } from "../../build/show-path.js";
import { writeAtomically } from "../../build/write-atomically.js";
import type { Contract } from "../../emulator/function-config.js";
import { EvidenceError } from "../evidence-error.js";
import { withUnpacked } from "./calibration.js";
import { profileInit } from "./profile-init.js";
import type { StartPlan } from "./starts.js";
import { thisMachine } from "./this-machine.js";
import type { InitMeasurement } from "./to-profile.js";

/** A function whose start is measured. */
export interface InitSubject {
  readonly name: string;
  readonly request: BuildRequest;
  readonly artifact: Artifact;
  readonly contract: Contract;
  /** Tells whether a measurement made before will do; it is made again otherwise, since it may have been a bad moment. */
  accepts(measured: InitMeasurement): boolean;
  /** Unset: enough to tell a tenth on a quiet machine, and more on a noisy one. */
  readonly plan?: StartPlan;
}

const usualPlan: StartPlan = { runs: 20, mostRuns: 100 };

/** To be raised with any change after which the same artifact gives other figures. */
const format = 1;

/** Functions that start at the same time would slow each other. */
const oneByOne = limit(1);

/** Measures a function's start, or finds a measurement of the same artifact that will do. */
export async function measureInit(subject: InitSubject): Promise<InitMeasurement> {
  const { contract, accepts, plan = usualPlan } = subject;
  const startable = await toStartable(subject);
  const file = join(cacheFolder(), "init", `${startable.sha256}-${contract}-${plan.mostRuns}-${format}.json`);
  // Looked up in turn, since functions with the same artifact wait for each other.
  return oneByOne(async () => {
    const known = await remembered(file);
    if (known !== undefined && accepts(known)) return known;
    const measured = await start(startable, subject, plan);
    // A cache that cannot be written has been complained of by the build.
    if (accepts(measured)) await writeAtomically(file, JSON.stringify(measured)).catch(() => {});
    return measured;
  });
}

async function start(
  startable: Artifact,
  { name, request, contract }: InitSubject,
  plan: StartPlan,
): Promise<InitMeasurement> {
  const { StartError } = await import("../../emulator/index.js");
  const { goBinary } = request.go;
  try {
    return await withUnpacked(startable.path, (codeFolder) =>
      profileInit(join(codeFolder, programPath), { contract, codeFolder, goBinary, ...plan }),
    );
  } catch (cause) {
    if (!(cause instanceof StartError)) throw cause;
    throw new EvidenceError(
      `The start of "${name}" cannot be measured: it must become ready without its "environment", which may hold secrets, but ${cause.instead}. Let it start without, or leave out "budgets.initMs" and "budgets.initAllocations".`,
      { cause },
    );
  }
}

/** The function as a zip for this machine. */
async function toStartable({ name, request, artifact }: InitSubject): Promise<Artifact> {
  const { image, ...unpacked } = request;
  const { os, architecture } = thisMachine;
  const fits = artifact.os === os && artifact.architecture === architecture;
  if (fits && image === undefined) return artifact;
  if (fits || request.entry !== undefined) return build({ ...unpacked, os, architecture });
  throw new EvidenceError(
    `The start of "${name}" cannot be measured: "artifact" ${showPath(request.prebuilt ?? "")} is built for ${artifact.os}/${artifact.architecture}, and this machine runs ${os}/${architecture}. Give its "entry", or leave out "budgets.initMs" and "budgets.initAllocations".`,
  );
}

async function remembered(file: string): Promise<InitMeasurement | undefined> {
  try {
    const found = JSON.parse(await readFile(file, "utf8")) as InitMeasurement;
    return Number.isFinite(found.initMs) && Array.isArray(found.packages) ? found : undefined;
  } catch {
    return undefined;
  }
}
