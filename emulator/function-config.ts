import type { ArtifactKind } from "../build/artifact.js";
import type { Isolation } from "./own-root.js";

/**
 * The two contracts a binary can speak: `lambda` polls the Lambda Runtime API, `fc` is an HTTP server as Function
 * Compute's custom runtimes are.
 */
export type Contract = "lambda" | "fc";

/** How many instances are kept ready, and when. */
export interface WarmConfig {
  readonly instances: number;
  readonly autoscale?: { readonly max: number; readonly targetUtilization: number };
  /** From each time that a cron expression names, its `instances` replace the number above until the next one fires. */
  readonly schedules: readonly {
    readonly cron: string;
    readonly timezone: string;
    readonly instances: number;
  }[];
}

/** Cross-origin rules, with the names and meaning of a Lambda function URL's. */
export interface CorsConfig {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds: number;
}

/** Everything the emulator needs to run one function. It is plain JSON: it travels on the control socket and is kept on disk. */
export interface FunctionConfig {
  readonly name: string;
  readonly contract: Contract;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Calls at once, over all instances; more get 429. Unset means no limit. */
  readonly maxConcurrency?: number;
  /** Calls at once in one instance. */
  readonly requestsPerInstance: number;
  /** An instance without a call for this long ends, unless it is one of the warm ones. */
  readonly idleSeconds: number;
  readonly warm: WarmConfig;
  readonly http: { readonly stream: boolean; readonly cors?: CorsConfig };
  /** FC only: call `/initialize` before the first request, `/pre-stop` before the end. */
  readonly hooks: { readonly initialize: boolean; readonly preStop: boolean };
  readonly logRetentionDays: number;
  /** The URL's port; unset means any free one, which is then kept for the function's life. */
  readonly port?: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** The code to deploy with a config. The emulator keeps its own copy. */
export type CodeSource = ZipSource | ImageSource;

/** A zip holding `bootstrap`. */
export interface ZipSource {
  readonly zip: string;
  readonly sha256: string;
}

/** The image of an OCI layout. */
export interface ImageSource {
  /** The layout's folder. */
  readonly image: string;
  /** Of the image's manifest. */
  readonly sha256: string;
}

/** What a deployment answers. */
export interface DeployedFunction {
  readonly name: string;
  /** Counts from "1"; a deployment that changes nothing keeps it. */
  readonly version: string;
  /** `http://127.0.0.1:<port>/`, the same over the function's whole life. */
  readonly url: string;
}

/** One finished call, as its REPORT line says. */
export interface CallRecord {
  readonly requestId: string;
  readonly version: string;
  readonly cold: boolean;
  /** Process start until ready; only when cold. */
  readonly initMs?: number;
  readonly durationMs: number;
  readonly maxMemoryMb: number;
  readonly outcome: "ok" | "error" | "timeout" | "crash";
  /** RFC 3339. */
  readonly at: string;
}

/** A function as `local status` shows it. */
export interface FunctionStatus extends DeployedFunction {
  readonly contract: Contract;
  readonly kind: ArtifactKind;
  readonly sha256: string;
  readonly isolation: Isolation;
  readonly warmTarget: number;
  readonly instances: { readonly starting: number; readonly idle: number; readonly busy: number };
  readonly tags: Readonly<Record<string, string>>;
  /** Why its URL does not answer although it is deployed: a sentence. */
  readonly problem?: string;
}
