import type { EmulatorStatus } from "../emulator/client.js";
import type { FunctionStatus } from "../emulator/function-config.js";

/** What `goserverless local status --json` prints; fields are added to it, never renamed. */
export interface StatusDocument {
  readonly schema: 1;
  readonly running: boolean;
  /** Of the local cloud's process; null when it is not running. */
  readonly pid: number | null;
  /** Of the goserverless package that the process came from. */
  readonly version: string | null;
  readonly functions: readonly FunctionStatus[];
}

/** The state of the local cloud as the document of `goserverless local status --json`. */
export function toStatusDocument(status: EmulatorStatus | undefined): StatusDocument {
  return {
    schema: 1,
    running: status !== undefined,
    pid: status?.pid ?? null,
    version: status?.version ?? null,
    functions: status?.functions ?? [],
  };
}
