import type { DeploymentRecord, WarmRecord } from "../../evidence/history/deployment-record.js";
import type { InitProfile } from "../../evidence/init/init-profile.js";
import type { Anatomy } from "../../evidence/size/anatomy.js";
import type { Measurement, PackageSize } from "../model.js";
import type { WarmUse } from "./warm-use.js";

/** What the page of a stack shows. */
export interface StackPage {
  /** Null for functions that no deployment is remembered of. */
  readonly stack: { readonly project: string; readonly name: string } | null;
  /** When it was made: ISO 8601, UTC. */
  readonly at: string;
  readonly functions: readonly PageFunction[];
}

/** One function of a stack; what is null could not be known, and the page says so. */
export interface PageFunction {
  /** In the program, `api`. */
  readonly name: string;
  /** On its cloud. */
  readonly functionName: string;
  readonly cloud: string;
  readonly url: string;
  readonly version: string;
  readonly packaging: string;
  readonly size: SizeFacts;
  readonly start: StartFacts;
  /** Null where nothing was called: the function is not on this machine. */
  readonly calls: CallFacts | null;
  readonly use: WarmUse | null;
  /** What is kept ready; null when neither the local cloud nor a deployment tells. */
  readonly warm: WarmRecord | null;
  /** Deployments on this machine, oldest first. */
  readonly history: readonly DeploymentRecord[];
  /** Why something could not be known, a sentence each. */
  readonly notes: readonly string[];
}

export interface SizeFacts extends PackageSize {
  /** What a plain `go build` would be. */
  readonly plain: PackageSize | null;
  /** Where the bytes of the binary went. */
  readonly anatomy: Anatomy | null;
}

export interface StartFacts {
  /** From exec until ready: a plain `go build` and ours, in turns. */
  readonly plain: Measurement | null;
  readonly ours: Measurement | null;
  readonly init: InitProfile | null;
}

/** Round trips through the URL, each a real call. */
export interface CallFacts {
  /** In milliseconds; each the first call of a new instance. */
  readonly coldMs: readonly number[];
  readonly warmMs: readonly number[];
  /** Calls that were answered with 429 or 5xx; they are in neither list. */
  readonly failed: number;
}
