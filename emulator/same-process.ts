import { isDeepStrictEqual } from "node:util";
import type { FunctionConfig } from "./function-config.js";

/** What a program sees of its configuration, so that a change of it takes a new version and new instances. */
const seenByProgram = [
  "contract",
  "memoryMb",
  "timeoutSeconds",
  "environment",
  "requestsPerInstance",
  "hooks",
] as const satisfies readonly (keyof FunctionConfig)[];

/** Whether the instances of one configuration serve the other as well. */
export function isSameProcess(one: FunctionConfig, other: FunctionConfig): boolean {
  return seenByProgram.every((field) => isDeepStrictEqual(one[field], other[field]));
}
