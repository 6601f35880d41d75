import { readFile } from "node:fs/promises";
import type { InitTrace, PackageInit } from "./init-profile.js";
import type { AllocationMeasurement, InitMeasurement } from "./to-profile.js";

type Check = (value: unknown) => boolean;
type Checks<T> = { readonly [key in keyof T]-?: Check };

const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isCount: Check = (value) => Number.isInteger(value) && isNumber(value);
const isSpread: Check = (value) => {
  if (!Array.isArray(value) || value.length !== 2 || !value.every(isNumber)) return false;
  const [low, high]: number[] = value;
  return Number(low) <= Number(high);
};

const packageChecks: Checks<PackageInit> = {
  path: (value) => typeof value === "string",
  startMs: isNumber,
  ms: isNumber,
  bytes: isNumber,
  allocations: isNumber,
};

const traceChecks: Checks<InitTrace> = {
  runs: (value) => isCount(value) && value !== 0,
  totalMs: isNumber,
  spreadMs: isSpread,
  allocations: isNumber,
  bytes: isNumber,
  packages: (value) => Array.isArray(value) && value.every((each) => isWhole(each, packageChecks)),
};

/** What an entry of the cache must hold to be taken for what was measured. */
export const allocationChecks: Checks<AllocationMeasurement> = {
  ...traceChecks,
  calibrationAllocations: isNumber,
};

/** The same where the time was measured as well. */
export const initChecks: Checks<InitMeasurement> = {
  ...allocationChecks,
  readyMs: isNumber,
  calibrationReadyMs: isNumber,
  initMs: isNumber,
  initSpreadMs: isSpread,
  initIntervalMs: isSpread,
  isPrecise: (value) => typeof value === "boolean",
};

/** Reads a measurement from the cache, unless it is not there or damaged: then it can be made again. */
export async function readMeasurement<T extends object>(
  file: string,
  checks: Checks<T>,
): Promise<T | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(file, "utf8"));
    return isWhole(found, checks) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isWhole<T extends object>(value: unknown, checks: Checks<T>): value is T {
  if (typeof value !== "object" || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.entries<Check>(checks).every(([key, check]) => check(fields.get(key)));
}
