import type { Call } from "./call.js";
import type { FunctionConfig } from "./function-config.js";
import type { Code } from "./launch.js";
import type { Orphans } from "./orphans.js";
import type { Timings } from "./timings.js";

/** One running program of a function, whatever contract it speaks. */
export interface Instance {
  /** Rejects with an `InitError`. */
  readonly ready: Promise<void>;
  /** Resolves after the process ended, or never came to be. */
  readonly exited: Promise<void>;
  /** Its process runs and is not told to end. Turns false before `exited` resolves. */
  readonly alive: boolean;
  /** Milliseconds from process start until ready. */
  readonly initMs: number;
  readonly peakMemoryMb: number;
  /** Ends it because a call took too long; the call is answered and settled. */
  timeOut(call: Call): void;
  /** Ends it at once. */
  kill(): void;
  /** Ends it in peace, with what the contract asks for. */
  end(): Promise<void>;
}

/** What every kind of instance is started from. */
export interface InstanceOptions extends Code {
  readonly config: FunctionConfig;
  readonly version: string;
  /** As this machine names it. */
  readonly temporaryFolder: string;
  /** Started ahead of the calls, because of the function's `warm`. */
  readonly provisioned: boolean;
  readonly onLine: (line: string) => void;
  readonly orphans: Orphans;
  readonly timings: Timings;
}
