import type { EmulatorClient } from "../emulator/client.js";
import type { FunctionStatus } from "../emulator/function-config.js";
import { exportStack } from "../evidence/calls/export-stack.js";
import type { CallTarget } from "../evidence/calls/measured-calls.js";
import { readState } from "../evidence/calls/read-state.js";
import { CommandError } from "./command-error.js";
import { findFunctionIfAny } from "./find-function.js";

/** Lambda's name of an architecture is not Node's. */
const architectures: Readonly<Record<string, string>> = { x64: "amd64" };

/** The functions that are meant: one on the local cloud, or those of a stack. */
export async function findTargets(
  target: string,
  names: readonly string[],
  emulator: EmulatorClient | undefined,
): Promise<readonly CallTarget[]> {
  if (names.length === 0 && emulator !== undefined) {
    const { functions } = await emulator.status();
    const match = findFunctionIfAny(functions, target);
    if (match !== undefined) return [toLocalTarget(match, target)];
  }
  const targets = readState(target, await exportStack(target));
  if (names.length === 0) return targets;
  return [...new Set(names)].map((name) => {
    const found = targets.find((each) => each.name === name || each.functionName === name);
    if (found !== undefined) return found;
    const known = targets.map((each) => each.name).join(", ");
    throw new CommandError(`"${name}" is not in the stack "${target}". It has: ${known}.`);
  });
}

function toLocalTarget({ name: functionName, version, kind }: FunctionStatus, name: string): CallTarget {
  return {
    name,
    cloud: "local",
    region: null,
    account: null,
    functionName,
    version,
    qualifier: null,
    packaging: kind,
    architecture: architectures[process.arch] ?? process.arch,
    memoryMb: null,
    timeoutSeconds: null,
    requestsPerInstance: 1,
    log: null,
  };
}
