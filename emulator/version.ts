import type { IncomingMessage, ServerResponse } from "node:http";
import type { Call } from "./call.js";
import type { InvokeResult } from "./client.js";
import type { FunctionConfig } from "./function-config.js";
import type { Instance, InstanceOptions } from "./instance.js";
import type { Isolation } from "./own-root.js";

/** How calls reach the instances of one version, as a contract's driver sees it. */
export interface CallSite<I extends Instance> {
  readonly version: string;
  readonly config: FunctionConfig;
  log(line: string): void;
  /**
   * Has an instance do a call, as soon as one is free. The work must hand the call to the instance at once.
   * Rejects with `TooManyCalls`, or with an `InitError` when no instance would start.
   */
  perform<T>(ids: CallIds, work: (instance: I, call: Call) => Promise<T>): Promise<T>;
}

export interface CallIds {
  readonly requestId: string;
  readonly traceId: string;
}

/** What differs between the contracts: how an instance is run, and how a call comes in and goes out. */
export interface Driver<I extends Instance> {
  start(options: InstanceOptions): I;
  /** Answers a request to the function's URL. */
  serve(site: CallSite<I>, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers a direct invoke. */
  invoke(site: CallSite<I>, payload: Uint8Array): Promise<InvokeResult>;
}

/** One published state of a function: code, configuration and the instances that run them. */
export interface Version {
  readonly version: string;
  readonly sha256: string;
  readonly config: FunctionConfig;
  readonly isolation: Isolation;
  readonly warmTarget: number;
  readonly counts: { readonly starting: number; readonly idle: number; readonly busy: number };
  /** Instances that had a call lately. */
  readonly recentlyUsed: number;
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  invoke(payload: Uint8Array): Promise<InvokeResult>;
  /** Takes over what needs no other process. */
  reconfigure(config: FunctionConfig): void;
  /** Has so many instances ready. */
  prewarm(count: number): Promise<void>;
  /** Traffic comes, for which so many instances are kept. */
  open(keep: number): void;
  cool(): Promise<void>;
  /** Traffic goes to another version: resolves when the last call and the last instance of this one have ended. */
  retire(successor: Version): Promise<void>;
  close(): Promise<void>;
}
