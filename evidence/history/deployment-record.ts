/** One deployment of a function, as it is remembered on the machine that made it. */
export interface DeploymentRecord {
  readonly schema: 1;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly project: string;
  readonly stack: string;
  /** In the program, `api`. */
  readonly name: string;
  readonly cloud: string;
  /** On its cloud. */
  readonly functionName: string;
  readonly version: string;
  readonly url: string;
  readonly packaging: string;
  readonly architecture: string;
  readonly memoryMb: number;
  /** Absolute; empty when there is none. */
  readonly entry: string;
  readonly artifactSha256: string;
  readonly artifactBytes?: number;
  readonly binarySha256?: string;
  readonly binaryBytes?: number;
  /** Where `initMs` or `initAllocations` is budgeted, what was measured. */
  readonly init?: InitRecord;
  readonly warm: WarmRecord;
  /** Unset where the price is not known. */
  readonly cost?: CostRecord;
}

export interface InitRecord {
  /** Clock time of all package inits together. */
  readonly totalMs: number;
  readonly allocations: number;
  /** What the budget `initMs` is compared with. */
  readonly initMs?: number;
}

export interface WarmRecord {
  /** The least and the most that are ready at any time. */
  readonly least: number;
  readonly most: number;
  /** On average over a year. */
  readonly average: number;
}

/** What ready instances cost in USD a month. */
export interface CostRecord {
  /** While nobody calls. */
  readonly idleUsdPerMonth: number;
  /** While all of them work all the time. */
  readonly activeUsdPerMonth: number;
  /** The part of the time that an instance must work to be cheaper than on demand; unset when it never is, and when that is unknown. */
  readonly breakEvenOccupancy?: number;
  /** Why that part is not known, where a price is missing. */
  readonly unknownBreakEven?: string;
  /** The date of the prices; empty where nothing has a price. */
  readonly pricesAsOf: string;
}
