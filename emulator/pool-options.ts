import type { Clock } from "./clock.js";
import type { Member } from "./fleet.js";
import type { Instance } from "./instance.js";

/** What a pool is told about the function whose instances it has. */
export interface PoolOptions<I extends Instance> {
  readonly start: (provisioned: boolean) => I;
  readonly callsPerInstance: number;
  /** How many to keep ready, given how many are busy. */
  readonly warmTarget: (busy: number) => number;
  readonly idleMs: () => number;
  /** How long an answered instance may take to be free before a waiting call gets a new one. */
  readonly settleMs: number;
  readonly clock: Clock;
}

/** An instance for a call. */
export interface Grant<I extends Instance> {
  readonly member: Member<I>;
  /** The call waited for this instance to start. */
  readonly cold: boolean;
}
