import type { CallRecord, Contract } from "./function-config.js";

/** A call whose end is told in the log. */
export interface ReportedCall extends CallRecord {
  readonly memoryMb: number;
  /** Why it failed, in Lambda's words: `Runtime.ExitError`. */
  readonly errorType?: string;
}

/** The lines that open a call in the log, by contract. */
export const startLine: Readonly<Record<Contract, (requestId: string, version: string) => string>> = {
  lambda: (requestId, version) => `START RequestId: ${requestId} Version: ${version}`,
  fc: (requestId) => `FC Invoke Start RequestId: ${requestId}`,
};

/** The lines that close it. */
export const endLine: Readonly<Record<Contract, (requestId: string) => string>> = {
  lambda: (requestId) => `END RequestId: ${requestId}`,
  fc: (requestId) => `FC Invoke End RequestId: ${requestId}`,
};

/**
 * The REPORT line of a call, as Lambda writes it.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function reportLine(call: ReportedCall): string {
  const initMs = call.initMs ?? 0;
  const fields = [
    `REPORT RequestId: ${call.requestId}`,
    `Duration: ${call.durationMs.toFixed(2)} ms`,
    // The init is billed too: https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/
    `Billed Duration: ${Math.max(1, Math.ceil(initMs + call.durationMs))} ms`,
    `Memory Size: ${call.memoryMb} MB`,
    `Max Memory Used: ${call.maxMemoryMb} MB`,
  ];
  if (call.initMs !== undefined) fields.push(`Init Duration: ${initMs.toFixed(2)} ms`);
  if (call.outcome === "timeout") fields.push("Status: timeout");
  else if (call.errorType !== undefined) fields.push("Status: error", `Error Type: ${call.errorType}`);
  return fields.join("\t");
}
