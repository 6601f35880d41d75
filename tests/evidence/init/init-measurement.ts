import type { InitMeasurement } from "../../../evidence/init/to-profile.js";

/** What is measured of a program that takes twice as long as one that does nothing, with the given fields changed. */
export function initMeasurement(changes: Partial<InitMeasurement> = {}): InitMeasurement {
  return {
    runs: 20,
    totalMs: 0.5,
    spreadMs: [0.4, 0.6],
    allocations: 3,
    bytes: 64,
    packages: [{ path: "main", startMs: 0.5, ms: 0.25, bytes: 0, allocations: 3 }],
    readyMs: 2,
    calibrationReadyMs: 1,
    initMs: 2,
    initSpreadMs: [1.9, 2.1],
    initIntervalMs: [1.95, 2.05],
    isPrecise: true,
    calibrationAllocations: 3,
    ...changes,
  };
}
