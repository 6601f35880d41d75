/** A deployed function that can be called. */
export interface CallTarget {
  /** The name that the program gave it. */
  readonly name: string;
  readonly cloud: "aws" | "aliyun" | "local";
  /** Null on the local cloud. */
  readonly region: string | null;
  /** Of the cloud's customer; null on the local cloud. */
  readonly account: string | null;
  readonly functionName: string;
  readonly version: string;
  /** What is called: the alias, or `LATEST`; null on the local cloud. */
  readonly qualifier: string | null;
  readonly packaging: string | null;
  readonly architecture: string | null;
  readonly memoryMb: number | null;
  readonly timeoutSeconds: number | null;
  /** Calls that one instance serves at a time. */
  readonly requestsPerInstance: number;
  /** Where the cloud writes what it says of each call. */
  readonly log: LogPlace | null;
}

/** A log group of CloudWatch Logs, or a store of a project of Simple Log Service. */
export type LogPlace = { readonly group: string } | { readonly project: string; readonly logstore: string };

/** How often is called, and with what. */
export interface CallPlan {
  /** Cold starts to force. */
  readonly cold: number;
  /** Calls of a running instance. */
  readonly warm: number;
  readonly payload: Uint8Array;
}

/** What the platform itself says of a call. */
export interface Figures {
  readonly cold: boolean;
  /** Start of the program until it takes calls; only when cold. */
  readonly initMs?: number;
  /** All that a cold start took; only when cold, and only on aliyun. */
  readonly coldStartMs?: number;
  readonly durationMs: number;
}

/** One call, seen from here. */
export interface Call {
  /** Empty when it was throttled. */
  readonly requestId: string;
  readonly roundTripMs: number;
  readonly outcome: "ok" | "failed" | "throttled";
  /** As far as they came with the answer, or from the log. */
  readonly figures?: Figures;
}

/** Every call of a function that was made to measure it. */
export interface MeasuredCalls {
  readonly target: CallTarget;
  readonly calls: readonly Call[];
  /** What to know of them, a sentence each. */
  readonly notes: readonly string[];
}
