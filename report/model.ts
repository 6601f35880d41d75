/** What `goserverless report --json` prints; fields are added to it, never renamed. */
export interface Report {
  readonly schema: 1;
  readonly functions: readonly FunctionReport[];
}

/** One deployed function, measured. */
export interface FunctionReport {
  readonly name: string;
  readonly cloud: string;
  readonly url: string;
  readonly version: string;
  readonly artifact: ArtifactReport;
  /** Process start until the first request could be taken: a plain `go build` and ours, side by side. */
  readonly ready: { readonly plain: Measurement | null; readonly ours: Measurement | null };
  readonly calls: CallsReport;
  /** What the program made and used again during those calls; null if it does not say. */
  readonly reuse: ReuseReport | null;
  /** Why a field above is null, a sentence each. */
  readonly notes: readonly string[];
}

/** What is deployed, and what a plain `go build` of the same program would have been. */
export interface ArtifactReport extends PackageSize {
  readonly kind: "zip" | "image";
  readonly sha256: string;
  /** Null for an artifact that was not built from an entry. */
  readonly plain: PackageSize | null;
}

/** A zip or an image and the binary in it; null where its file is gone. */
export interface PackageSize {
  /** Of the zip, or of all that is pulled of the image. */
  readonly bytes: number | null;
  readonly binaryBytes: number | null;
}

/** Round trips through the URL. */
export interface CallsReport {
  /** Each one the first call of a new instance. */
  readonly cold: Measurement | null;
  readonly warm: Measurement | null;
  /** Calls that were answered with 429 or 5xx; no measurement counts them. */
  readonly failed: number;
}

/** By kind: `value`, `sql` or `http`. */
export type ReuseReport = Readonly<Record<string, { readonly made: number; readonly reused: number }>>;

/** The distribution of a measured time. */
export interface Measurement {
  readonly runs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}
