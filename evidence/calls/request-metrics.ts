import type { Figures } from "./measured-calls.js";

/** What Function Compute says of a request, and of which. */
export interface RequestMetrics {
  readonly requestId: string;
  readonly figures: Figures;
}

/**
 * Reads a line that Function Compute wrote of a request, every value of it a text; undefined for any other line.
 * https://help.aliyun.com/zh/sls/function-compute-3-0-log-field-details
 */
export function readRequestMetrics(line: unknown): RequestMetrics | undefined {
  if (typeof line !== "object" || line === null) return undefined;
  const fields = line as Readonly<Record<string, unknown>>;
  const { requestId, isColdStart } = fields;
  const durationMs = readMs(fields["durationMs"]);
  if (typeof requestId !== "string" || durationMs === undefined) return undefined;
  if (isColdStart !== "true") return { requestId, figures: { cold: false, durationMs } };
  const initMs = readMs(fields["runtimeInitializationMs"]);
  const coldStartMs = readMs(fields["coldStartLatencyMs"]);
  return {
    requestId,
    figures: {
      cold: true,
      durationMs,
      ...(initMs !== undefined && { initMs }),
      ...(coldStartMs !== undefined && { coldStartMs }),
    },
  };
}

function readMs(value: unknown): number | undefined {
  return typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}
