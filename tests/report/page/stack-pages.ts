import type { CallRecord } from "../../../emulator/function-config.js";
import type { DeploymentRecord } from "../../../evidence/history/deployment-record.js";
import type { InitProfile } from "../../../evidence/init/init-profile.js";
import type { Anatomy } from "../../../evidence/size/anatomy.js";
import type { PageFunction, StackPage } from "../../../report/page/stack-page.js";
import { toWarmUse } from "../../../report/page/warm-use.js";

const sizes: readonly (readonly [path: string, module: string, bytes: number])[] = [
  ["runtime", "std", 1_204_000],
  ["net/http", "std", 902_000],
  ["crypto/tls", "std", 611_000],
  ["reflect", "std", 240_100],
  ["encoding/json", "std", 181_000],
  ["crypto/internal/fips140/nistec", "std", 150_200],
  ["net", "std", 420_000],
  ["main", "github.com/acme/shop@", 21_400],
  ["github.com/acme/shop/internal/catalogue/price-calculation", "github.com/acme/shop@", 96_500],
  ["github.com/aws/aws-lambda-go/lambda", "github.com/aws/aws-lambda-go@v1.54.0", 61_200],
  ["github.com/aws/aws-lambda-go/events", "github.com/aws/aws-lambda-go@v1.54.0", 32_000],
  ["golang.org/x/text/unicode/norm", "", 88_000],
];

const anatomy: Anatomy = {
  bytes: 4_300_000,
  attributedBytes: 4_257_400,
  packages: sizes
    .map(([path, module, bytes]) => ({
      path,
      module,
      codeBytes: Math.round(bytes * 0.6),
      tableBytes: Math.round(bytes * 0.3),
      dataBytes: Math.round(bytes * 0.1),
      bytes,
    }))
    .sort((a, b) => b.bytes - a.bytes),
  parts: [
    { name: "symbol table", bytes: 210_000 },
    { name: "headers", bytes: 40_000 },
  ],
};

const init: InitProfile = {
  runs: 20,
  totalMs: 1.12,
  spreadMs: [1.02, 1.31],
  allocations: 1_204,
  bytes: 182_300,
  packages: [
    { path: "crypto/tls", startMs: 0.6, ms: 0.52, bytes: 80_000, allocations: 402 },
    { path: "net/http", startMs: 1.15, ms: 0.31, bytes: 60_000, allocations: 502 },
    {
      path: "github.com/acme/shop/internal/catalogue/price-calculation",
      startMs: 1.5,
      ms: 0.28,
      bytes: 42_000,
      allocations: 290,
    },
    { path: "unicode", startMs: 0.5, ms: 0.01, bytes: 300, allocations: 10 },
  ],
  readyMs: 3.4,
  calibrationReadyMs: 1.8,
};

const second = 1_000;

/** Two calls at once most of the time, five in the middle, the first and the last of those cold. */
export const calls: readonly CallRecord[] = Array.from({ length: 60 }, (_, index) => {
  const isBurst = index >= 28 && index < 33;
  const startedAt = Date.parse("2026-11-23T08:00:00Z") + (isBurst ? 28 * second : index * second);
  const cold = index === 28 || index === 32;
  return {
    requestId: String(index),
    version: "3",
    cold,
    durationMs: index % 3 === 0 ? 1_400 : 300,
    maxMemoryMb: 20,
    outcome: "ok",
    at: new Date(startedAt).toISOString(),
  };
});

/** A deployment; each is one day after the one before. */
export function toRecord(day: number, changes: Partial<DeploymentRecord> = {}): DeploymentRecord {
  return {
    schema: 1,
    at: `2026-11-${String(day).padStart(2, "0")}T09:30:00.000Z`,
    project: "shop",
    stack: "dev",
    name: "api",
    cloud: "local",
    functionName: "shop-dev-api",
    version: String(day),
    url: "http://127.0.0.1:41233/",
    packaging: "zip",
    architecture: "amd64",
    memoryMb: 128,
    entry: "/home/ada/shop/cmd/api",
    artifactSha256: "0f".repeat(32),
    artifactBytes: 1_800_000 + day * 20_000,
    binarySha256: "1f".repeat(32),
    binaryBytes: 4_200_000 + (day % 3) * 50_000,
    warm: { least: 2, most: 2, average: 2 },
    ...changes,
  };
}

/** Measured here, and deployed three times. */
export const measured: PageFunction = {
  name: "api",
  functionName: "shop-dev-api",
  cloud: "local",
  url: "http://127.0.0.1:41233/",
  version: "3",
  packaging: "zip",
  size: {
    bytes: 1_860_000,
    binaryBytes: 4_300_000,
    plain: { bytes: 4_020_000, binaryBytes: 8_100_000 },
    anatomy,
  },
  start: {
    plain: { runs: 40, p50Ms: 4.33, p95Ms: 4.98, p99Ms: 5.6 },
    ours: { runs: 40, p50Ms: 2.38, p95Ms: 2.94, p99Ms: 3.1 },
    init,
  },
  calls: {
    coldMs: [8.2, 8.4, 8.9, 9.1, 9.3, 9.4, 10.2, 11.6, 12.4, 21.7],
    warmMs: Array.from(
      { length: 200 },
      (_, index) => 0.6 + ((index * 37) % 100) / 90 + (index % 50 === 0 ? 6 : 0),
    ),
    failed: 1,
  },
  use: toWarmUse(calls, 2),
  warm: { least: 2, most: 2, average: 2 },
  history: [toRecord(19), toRecord(20), toRecord(22, { init: { totalMs: 1.2, allocations: 1_204 } })],
  notes: [],
};

/** On another cloud, known from its deployments alone. */
export const remembered: PageFunction = {
  name: "worker",
  functionName: "shop-prod-worker",
  cloud: "aws",
  url: "https://abcdefghij.lambda-url.eu-west-1.on.aws/",
  version: "12",
  packaging: "image",
  size: { bytes: 2_900_000, binaryBytes: 6_300_000, plain: null, anatomy: null },
  start: { plain: null, ours: null, init: null },
  calls: null,
  use: null,
  warm: { least: 1, most: 10, average: 3.125 },
  history: [
    toRecord(21, {
      cloud: "aws",
      warm: { least: 1, most: 10, average: 3.125 },
      init: { totalMs: 1.4, allocations: 2_000 },
      cost: {
        idleUsdPerMonth: 13.6875,
        activeUsdPerMonth: 31.94,
        breakEvenOccupancy: 0.797,
        pricesAsOf: "2026-11-23",
      },
    }),
  ],
  notes: [],
};

/** Of which next to nothing is known; its names would break out of HTML that did not escape them. */
export const unknown: PageFunction = {
  name: `<b onclick="alert('1')">&`,
  functionName: "gone",
  cloud: "local",
  url: "",
  version: "1",
  packaging: "zip",
  size: { bytes: null, binaryBytes: null, plain: null, anatomy: null },
  start: { plain: null, ours: null, init: null },
  calls: { coldMs: [], warmMs: [], failed: 0 },
  use: null,
  warm: null,
  history: [],
  notes: [
    'The zip of "gone" is not in the cache any more: its size is unknown.',
    "A first line\nand a second.",
  ],
};

export const stackPage: StackPage = {
  stack: { project: "shop", name: "dev" },
  at: "2026-11-23T21:05:43.000Z",
  functions: [measured, remembered, unknown],
};
