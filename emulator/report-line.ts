import type { ErrorDocument } from "./error-document.js";
import type { CallRecord, Contract } from "./function-config.js";

/** What the REPORT line of a call tells. */
export interface ReportedCall extends Omit<CallRecord, "version" | "at" | "cold"> {
  readonly memoryMb: number;
  /** Why it failed, in Lambda's words: `Runtime.ExitError`. */
  readonly errorType?: string;
}

/** The line that opens a call in the log, by contract. */
export const startLine: Readonly<Record<Contract, (requestId: string, version: string) => string>> = {
  lambda: (requestId, version) => `START RequestId: ${requestId} Version: ${version}`,
  fc: (requestId) => `FC Invoke Start RequestId: ${requestId}`,
};

/** The line that closes it. */
export const endLine: Readonly<Record<Contract, (requestId: string) => string>> = {
  lambda: (requestId) => `END RequestId: ${requestId}`,
  fc: (requestId) => `FC Invoke End RequestId: ${requestId}`,
};

/**
 * The REPORT line of a call, as Lambda writes it.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function reportLine(call: ReportedCall): string {
  const { requestId, durationMs, initMs, memoryMb, maxMemoryMb, outcome, errorType } = call;
  // The init is billed too: https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/
  const billedMs = Math.max(1, Math.ceil((initMs ?? 0) + durationMs));
  const init = initMs === undefined ? "" : `\tInit Duration: ${initMs.toFixed(2)} ms`;
  const error = errorType === undefined ? "" : `\tStatus: error\tError Type: ${errorType}`;
  const status = outcome === "timeout" ? "\tStatus: timeout" : error;
  return `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${billedMs} ms\tMemory Size: ${memoryMb} MB\tMax Memory Used: ${maxMemoryMb} MB${init}${status}`;
}

/** The line about an instance that did not become ready. */
export function initReportLine(initMs: number, { errorType, errorMessage }: ErrorDocument): string {
  return `INIT_REPORT Init Duration: ${initMs.toFixed(2)} ms\tPhase: init\tStatus: error\tError Type: ${errorType}\tError: ${errorMessage}`;
}
