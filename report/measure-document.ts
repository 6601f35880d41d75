import type { MeasuredCalls } from "../evidence/calls/measured-calls.js";
import { type Distribution, toDistribution } from "./distribution.js";
import { type PublishedInit, publishedInit, publishedSource } from "./published-inits.js";

/** What `goserverless measure --json` prints; fields are added to it, never renamed. */
export interface MeasureDocument {
  readonly schema: 1;
  readonly functions: readonly FunctionMeasure[];
  /** Where the published figures beside them are from. */
  readonly publishedSource: typeof publishedSource;
}

/** One deployed function, called now. */
export interface FunctionMeasure {
  readonly name: string;
  readonly cloud: string;
  /** Null on the local cloud. */
  readonly region: string | null;
  readonly functionName: string;
  readonly version: string;
  readonly packaging: string | null;
  readonly architecture: string | null;
  readonly memoryMb: number | null;
  /** The start of the program until it takes calls, as the platform says. */
  readonly init: Distribution | null;
  /** All that the platform did for a cold start, as it says; null where it does not say. */
  readonly coldStart: Distribution | null;
  /** Round trips from here: of calls that started an instance, and of the others. */
  readonly cold: Distribution | null;
  readonly warm: Distribution | null;
  readonly calls: CallCounts;
  /** Init times that others have published of Go on AWS Lambda, packed like this one; null on aliyun. */
  readonly published: PublishedInit | null;
  /** What to know when reading the figures, a sentence each. */
  readonly notes: readonly string[];
}

export interface CallCounts {
  readonly made: number;
  /** Answered with an error of the function; in no distribution. */
  readonly failed: number;
  /** Refused because of a limit on concurrency; in no distribution. */
  readonly throttled: number;
  /** Without figures of the platform, so that it is not known whether they were cold; in no distribution. */
  readonly unreported: number;
}

/** Measured functions as the document of `goserverless measure --json`. */
export function toMeasureDocument(measured: readonly MeasuredCalls[]): MeasureDocument {
  return { schema: 1, functions: measured.map(toFunctionMeasure), publishedSource };
}

function toFunctionMeasure({ target, calls, notes }: MeasuredCalls): FunctionMeasure {
  const { name, cloud, functionName, version, packaging, architecture, memoryMb } = target;
  const reported = calls.flatMap((call) =>
    call.outcome === "ok" && call.figures !== undefined ? [{ ...call, ...call.figures }] : [],
  );
  const cold = reported.filter((call) => call.cold);
  const warm = reported.filter((call) => !call.cold);
  const count = (outcome: string): number => calls.filter((call) => call.outcome === outcome).length;
  return {
    name,
    cloud,
    region: target.region,
    functionName,
    version,
    packaging,
    architecture,
    memoryMb,
    init: toDistribution(cold.flatMap(({ initMs }) => initMs ?? [])),
    coldStart: toDistribution(cold.flatMap(({ coldStartMs }) => coldStartMs ?? [])),
    cold: toDistribution(cold.map(({ roundTripMs }) => roundTripMs)),
    warm: toDistribution(warm.map(({ roundTripMs }) => roundTripMs)),
    calls: {
      made: calls.length,
      failed: count("failed"),
      throttled: count("throttled"),
      unreported: count("ok") - reported.length,
    },
    published: cloud === "aliyun" ? null : publishedInit(packaging, architecture),
    notes,
  };
}
