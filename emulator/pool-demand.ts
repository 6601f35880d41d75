/** What an instance pool looks at to see whether it has too few instances. */
export interface PoolState {
  readonly waitingCalls: number;
  /** Those of them that have waited too long for an instance to get free. */
  readonly overdueCalls: number;
  /** Calls that are answered, so that their instances will be free in a moment. */
  readonly settlingCalls: number;
  readonly callsPerInstance: number;
  readonly warmTarget: number;
  /** Instances that run or are being started, less those that are ending. */
  readonly alive: number;
  readonly starting: number;
  readonly maxStarting: number;
}

/** How many instances to start now: for calls that wait, and ahead of calls. */
export function toStart(state: PoolState): { readonly forCalls: number; readonly forWarmth: number } {
  const { waitingCalls, overdueCalls, settlingCalls, callsPerInstance, warmTarget, alive, starting } = state;
  const free = Math.max(0, state.maxStarting - starting);
  const unserved = Math.max(waitingCalls - settlingCalls, overdueCalls);
  const lacking = Math.ceil(Math.max(0, unserved - starting * callsPerInstance) / callsPerInstance);
  const forCalls = Math.min(lacking, free);
  const forWarmth = Math.min(Math.max(0, warmTarget - alive - forCalls), free - forCalls);
  return { forCalls, forWarmth };
}
