/** The times that a build is asked for. */
export type Phase = "cold" | "first" | "unchanged" | "edited";

/** By number of functions. */
export const functionCounts = [1, 10, 50] as const;
export type FunctionCount = (typeof functionCounts)[number];

/** What bench/results/peers.json holds. */
export interface PeersDocument {
  readonly schema: 1;
  readonly date: string;
  readonly go: string;
  readonly machine: { readonly cpus: number; readonly model: string; readonly node: string };
  readonly peers: readonly PeerResult[];
}

export interface PeerResult {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly command: string;
  /** Why there is nothing, or not all, of it. */
  readonly failed?: string;
  readonly binaryBytes?: number;
  readonly zipBytes?: number;
  readonly imageBytes?: number;
  readonly ready?: {
    readonly runs: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
    readonly p99Ms: number;
  };
  /** The most that a started instance has had resident, of each start. */
  readonly peakMemoryKb?: readonly number[];
  readonly builds: readonly BuildResult[];
}

/** Every run's time, so that medians can be made anew. */
export interface BuildResult {
  readonly functions: FunctionCount;
  readonly phase: Phase;
  readonly samplesMs: readonly number[];
}
