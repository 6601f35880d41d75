/** Init times of Go on AWS Lambda that others have published. */
export interface PublishedInit {
  readonly packaging: "zip" | "image";
  readonly architecture: "arm64" | "amd64";
  readonly runtime: "provided.al2023" | "provided.al2";
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Where the published figures are from, and how they came about. */
export const publishedSource = {
  name: "maxday/lambda-perf",
  url: "https://github.com/maxday/lambda-perf",
  /** Of the daily files that were taken together. */
  firstDay: "2025-08-23",
  lastDay: "2026-08-22",
  /** Cold starts behind each line, by the number of days that had it. */
  runs: "10,600 to 11,400",
  conditions:
    'Init Duration of a hello handler, Go 1.21 with -ldflags="-w -s" -tags lambda.norpc, 10 cold starts a day, memory of 128 to 1024 MB together, images on public.ecr.aws/lambda/provided, region unknown',
} as const;

type Line = readonly [
  runtime: PublishedInit["runtime"],
  packaging: PublishedInit["packaging"],
  architecture: PublishedInit["architecture"],
  mean: number,
  p50: number,
  p90: number,
  p99: number,
  max: number,
];

const lines: readonly Line[] = [
  ["provided.al2023", "zip", "arm64", 40.6, 40.9, 44.8, 53.1, 130],
  ["provided.al2023", "image", "arm64", 39.5, 36.6, 53.3, 93.0, 346],
  ["provided.al2023", "zip", "amd64", 51.1, 50.5, 55.8, 72.9, 126],
  ["provided.al2023", "image", "amd64", 51.0, 44.5, 75.8, 118.3, 1090],
  ["provided.al2", "zip", "arm64", 39.1, 40.3, 43.4, 47.4, 225],
  ["provided.al2", "image", "arm64", 41.0, 38.0, 53.8, 92.4, 1176],
  ["provided.al2", "zip", "amd64", 50.2, 49.6, 54.6, 72.2, 133],
  ["provided.al2", "image", "amd64", 49.9, 43.6, 71.7, 112.7, 1403],
];

/** Every published line; percentiles over all days of the source, in milliseconds. */
export const publishedInits: readonly PublishedInit[] = lines.map(
  ([runtime, packaging, architecture, meanMs, p50Ms, p90Ms, p99Ms, maxMs]) => ({
    packaging,
    architecture,
    runtime,
    meanMs,
    p50Ms,
    p90Ms,
    p99Ms,
    maxMs,
  }),
);

/** The published line for what is packed like this: on the runtime that deployments use. */
export function publishedInit(packaging: string | null, architecture: string | null): PublishedInit | null {
  return (
    publishedInits.find(
      (each) =>
        each.runtime === "provided.al2023" &&
        each.packaging === packaging &&
        each.architecture === architecture,
    ) ?? null
  );
}
