export type { EmulatorClient, EmulatorStatus, InvokeResult } from "./client.js";
export { connectEmulator } from "./connect.js";
export { anyDeployedOnDisk, deployedOnDisk } from "./deployed-on-disk.js";
export { ensureEmulator } from "./ensure.js";
export type {
  CallRecord,
  CodeSource,
  Contract,
  CorsConfig,
  DeployedFunction,
  FunctionConfig,
  FunctionStatus,
  WarmConfig,
} from "./function-config.js";
export type { StoredFunction } from "./function-store.js";
export { measureReady } from "./ready.js";
export { type MeasuredBinary, StartError, startOnce } from "./start-once.js";
export { stateFolder } from "./state-folder.js";
export { traceInit } from "./trace-init.js";
export { unpack } from "./unpack.js";
