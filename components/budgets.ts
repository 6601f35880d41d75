import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../build/index.js";
import type { DeploymentRecord } from "../evidence/history/deployment-record.js";
import type { InitMeasurement } from "../evidence/init/to-profile.js";
import type { CloudAdapter } from "../providers/adapter.js";
import { type Excess, explainExcess, explainSpread, type Part } from "./budget-sentences.js";
import { type MeasuredInit, measureStart, tellNoise } from "./measure-start.js";
import type { Spec } from "./spec.js";

type Contract = ReturnType<CloudAdapter["contract"]>;

/** What a budget is held against. */
export interface Budgeted {
  readonly spec: Spec;
  readonly artifact: Artifact;
  readonly contract: Contract;
}

/**
 * Holds an artifact to its budgets, all at once, and gives what was measured for that.
 *
 * @throws Error whose message names each budget that is exceeded, by how much and by what.
 */
export async function checkBudgets(budgeted: Budgeted): Promise<MeasuredInit | undefined> {
  const init = await measureStart(budgeted);
  const exceeded = rowsOf(budgeted, init).filter(({ limit, value }) => limit !== undefined && value > limit);
  // Where the time is too long, its sentence says so too.
  if (!exceeded.some(({ budget }) => budget === "initMs")) await tellNoise(budgeted.spec, init);
  if (exceeded.length === 0) return init;
  const last = await lastOf(budgeted.spec);
  const excesses = await Promise.all(exceeded.map((row) => toExcess(row, budgeted, last)));
  throw new Error(explainExcess(excesses));
}

/** One budget, with what has to be known of it. */
interface Row extends Omit<Excess, "limit" | "parts" | "before" | "least"> {
  readonly limit: number | undefined;
  least(): Promise<number | undefined>;
  parts(): Promise<readonly Part[]>;
  /** From a deployment before. */
  valueIn(record: DeploymentRecord): number | undefined;
}

const bytesPerMb = 1e6;

function rowsOf({ spec, artifact, contract }: Budgeted, init: MeasuredInit | undefined): Row[] {
  const { name, budgets } = spec;
  const size = (key: "binaryMb" | "artifactMb", what: string, bytes: number, parts: Row["parts"]): Row => ({
    budget: key,
    limit: budgets[key],
    value: bytes / bytesPerMb,
    subject: `the ${what} of "${name}" has`,
    unit: "MB",
    least: () => leastMb(spec, key),
    parts,
    valueIn: ({ binaryBytes, artifactBytes }) => toMb(key === "binaryMb" ? binaryBytes : artifactBytes),
  });
  const sizes = [
    size("binaryMb", "binary", artifact.binary.bytes, () => largest(artifact, "binary")),
    size("artifactMb", artifact.kind, artifact.bytes, () => largest(artifact, "artifact")),
  ];
  if (init === undefined) return sizes;
  const time = "initMs" in init ? [timeRow(spec, contract, init)] : [];
  return [...sizes, ...time, allocationRow(spec, init)];
}

function timeRow({ name, budgets }: Spec, contract: Contract, init: InitMeasurement): Row {
  const perMs = init.initMs / init.readyMs;
  return {
    budget: "initMs",
    limit: budgets.initMs,
    value: init.initMs,
    subject: `"${name}" is ready after`,
    aside: ` ${explainSpread(init)}`,
    unit: "ms",
    async least() {
      const { referenceReadyMs } = await import("../evidence/init/calibration.js");
      return referenceReadyMs[contract];
    },
    parts: async () => init.packages.map(({ path, ms }) => ({ name: path, value: ms * perMs })),
    valueIn: (record) => record.init?.initMs,
  };
}

function allocationRow({ name, budgets }: Spec, init: MeasuredInit): Row {
  return {
    budget: "initAllocations",
    limit: budgets.initAllocations,
    value: init.allocations,
    subject: `the package inits of "${name}" make`,
    unit: "allocations",
    least: async () => init.calibrationAllocations,
    parts: async () =>
      init.packages
        .map(({ path, allocations }) => ({ name: path, value: allocations }))
        .sort((a, b) => b.value - a.value),
    valueIn: (record) => record.init?.allocations,
  };
}

async function toExcess(row: Row, { spec }: Budgeted, last: DeploymentRecord | undefined): Promise<Excess> {
  const { budget, limit = 0, value, subject, aside, unit } = row;
  const [least, parts] = [await row.least(), await row.parts()];
  const before = last && row.valueIn(last);
  return {
    budget,
    limit,
    value,
    subject,
    unit,
    ...(aside === undefined ? {} : { aside }),
    ...(least === undefined || spec.build.entry === undefined ? {} : { least }),
    parts,
    ...(last === undefined || before === undefined ? {} : { before: { record: last, value: before } }),
  };
}

/** A history that cannot be read is none. */
async function lastOf({ name }: Spec): Promise<DeploymentRecord | undefined> {
  const { readHistory } = await import("../evidence/history/read-history.js");
  return (await readHistory(pulumi.getProject(), pulumi.getStack(), name)).at(-1);
}

function toMb(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : bytes / bytesPerMb;
}

async function leastMb({ build }: Spec, key: "binaryMb" | "artifactMb"): Promise<number | undefined> {
  if (build.entry === undefined) return undefined;
  const { buildCalibration } = await import("../evidence/init/calibration.js");
  const { bytes, binary } = await buildCalibration(build.go.goBinary);
  return toMb(key === "binaryMb" ? binary.bytes : bytes);
}

async function largest(artifact: Artifact, of: "binary" | "artifact"): Promise<readonly Part[]> {
  const { largestParts } = await import("../evidence/size/largest-parts.js");
  const parts = await largestParts(artifact, of);
  return parts.map(({ name, bytes }) => ({ name, value: bytes / bytesPerMb }));
}
