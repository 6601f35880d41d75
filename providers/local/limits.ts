import { HttpAuth } from "../../components/names.js";
import type { Limits } from "../adapter.js";

/** The local cloud accepts what any of the others does, so that a program for one of them runs here as it is. */
export const limits: Limits = {
  memoryMb: { min: 64, max: 32_768 },
  timeoutSeconds: { min: 1, max: 86_400 },
  tmpDiskMb: { min: 512, max: 10_240 },
  requestsPerInstance: { min: 1, max: 200 },
  maxConcurrency: { min: 1, max: 100_000 },
  warmInstances: { min: 0, max: 1000 },
  scheduledInstances: { min: 0, max: 1000 },
  warmOverlap: 1,
  bothDayFields: true,
  logRetentionDays: { min: 1, max: 3653 },
  shortestEnvironmentName: 1,
  /** The kernel's own bound for one string of a process's environment: https://man7.org/linux/man-pages/man2/execve.2.html */
  environmentBytes: 131_072,
  /** What the emulator sets for each contract, as the clouds do. */
  reservedEnvironment: [
    "AWS_LAMBDA_RUNTIME_API",
    "_HANDLER",
    "LAMBDA_TASK_ROOT",
    /^AWS_LAMBDA_FUNCTION_/,
    /^FC_/,
  ],
  httpAuth: [HttpAuth.Iam, HttpAuth.None],
  corsMethods: ["*", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
};
