/** What an instance pool looks at to see whether it has too few instances. */
export interface PoolState {
  readonly waitingCalls: number;
  /** Calls that instances on their way will be able to take. */
  readonly comingCalls: number;
  readonly callsPerInstance: number;
  readonly warmTarget: number;
  /** Instances that run or are being started, less those that are ending. */
  readonly alive: number;
  readonly starting: number;
  readonly maxStarting: number;
}

/** How many instances to start now, and whether that is for calls that wait or ahead of them. */
export function toStart(state: PoolState): { readonly forCalls: number; readonly forWarmth: number } {
  const { waitingCalls, comingCalls, callsPerInstance, warmTarget, alive } = state;
  const free = Math.max(0, state.maxStarting - state.starting);
  const lacking = Math.ceil(Math.max(0, waitingCalls - comingCalls) / callsPerInstance);
  const forCalls = Math.min(lacking, free);
  const forWarmth = Math.min(Math.max(0, warmTarget - alive - forCalls), free - forCalls);
  return { forCalls, forWarmth };
}
