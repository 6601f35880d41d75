import type {
  CallRecord,
  CodeSource,
  DeployedFunction,
  FunctionConfig,
  FunctionStatus,
} from "./function-config.js";

export interface EmulatorStatus {
  readonly pid: number;
  /** Version of the goserverless package that the running emulator came from. */
  readonly version: string;
  readonly functions: readonly FunctionStatus[];
}

/** What a direct invoke gives back: the function's own bytes, or its error document. */
export interface InvokeResult {
  readonly requestId: string;
  readonly version: string;
  readonly payload: Buffer;
  /** Set when the function failed: the payload is then `{errorType, errorMessage, stackTrace?}`. */
  readonly functionError?: "Handled" | "Unhandled";
}

/** The control channel of a running emulator. Every method rejects with an `EmulatorError` whose message is a sentence. */
export interface EmulatorClient {
  status(): Promise<EmulatorStatus>;
  /** Puts code and configuration live, or leaves the version before it untouched and rejects. */
  deploy(config: FunctionConfig, code: CodeSource): Promise<DeployedFunction>;
  remove(name: string): Promise<void>;
  invoke(name: string, payload: Uint8Array): Promise<InvokeResult>;
  /** Its log line by line, from the oldest that is kept; with `follow` it goes on until the signal aborts. */
  logs(name: string, options: { follow: boolean; signal?: AbortSignal }): AsyncIterable<string>;
  /** The last calls, oldest first. */
  calls(name: string): Promise<readonly CallRecord[]>;
  /** Ends the idle instances, the warm ones too without a refill until the next call, so that the next call starts cold. */
  cool(name: string): Promise<void>;
  /** Ends the emulator and its instances; what is deployed stays on disk and comes back with the next start. */
  stop(): Promise<void>;
}
