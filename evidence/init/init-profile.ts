/** What the packages of a program do before its `main`. */
export interface InitTrace {
  /** Starts that were traced. */
  readonly runs: number;
  /** Clock time of all package inits together: the median of the starts. */
  readonly totalMs: number;
  /** From the lower to the upper quartile of the starts. */
  readonly spreadMs: readonly [low: number, high: number];
  readonly allocations: number;
  readonly bytes: number;
  /** Packages that have an init, the slowest first. */
  readonly packages: readonly PackageInit[];
}

/** The same, and what the whole start takes. */
export interface InitProfile extends InitTrace {
  /** From exec until the first call could be taken; the median of the starts. */
  readonly readyMs: number;
  /** The same of a program that does nothing else, started in turns with this one. */
  readonly calibrationReadyMs: number;
}

/** One package's part, each the median of the starts. */
export interface PackageInit {
  readonly path: string;
  /** Since the runtime began, when this init began. */
  readonly startMs: number;
  readonly ms: number;
  readonly bytes: number;
  readonly allocations: number;
}
