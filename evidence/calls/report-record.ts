import type { Figures } from "./measured-calls.js";

/** What a REPORT says, and of which call. */
export interface ReportRecord {
  readonly requestId: string;
  readonly figures: Figures;
}

/**
 * Reads a REPORT of Lambda, the line or the record of the JSON log format; undefined for any other line.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report
 */
export function readReport(line: string): ReportRecord | undefined {
  return line.startsWith("{") ? readJson(line) : readLine(line);
}

function readLine(line: string): ReportRecord | undefined {
  const [, requestId] = /^REPORT RequestId: ([\w-]+)\t/.exec(line) ?? [];
  const durationMs = readMs(/\tDuration: ([\d.]+) ms/.exec(line));
  if (requestId === undefined || durationMs === undefined) return undefined;
  return { requestId, figures: toFigures(durationMs, readMs(/\tInit Duration: ([\d.]+) ms/.exec(line))) };
}

function readMs(match: RegExpExecArray | null): number | undefined {
  return match === null ? undefined : toMs(Number(match[1]));
}

interface JsonRecord {
  readonly type?: unknown;
  readonly record?: {
    readonly requestId?: unknown;
    readonly metrics?: { readonly durationMs?: unknown; readonly initDurationMs?: unknown } | null;
  } | null;
}

function readJson(line: string): ReportRecord | undefined {
  const { type, record } = parse(line);
  if (type !== "platform.report") return undefined;
  const durationMs = toMs(record?.metrics?.durationMs);
  const requestId = record?.requestId;
  if (typeof requestId !== "string" || durationMs === undefined) return undefined;
  return { requestId, figures: toFigures(durationMs, toMs(record?.metrics?.initDurationMs)) };
}

/** The record, or none of the things that one has. */
function parse(line: string): JsonRecord {
  try {
    return JSON.parse(line) as JsonRecord;
  } catch {
    return {};
  }
}

function toMs(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function toFigures(durationMs: number, initMs: number | undefined): Figures {
  return initMs === undefined ? { cold: false, durationMs } : { cold: true, initMs, durationMs };
}
