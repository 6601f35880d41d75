import type { Architecture } from "../components/names.js";

/** A dated list of prices: `prices.json`, or one that a user lays over it. */
export interface PriceFile {
  /** The day that the prices are of, `2026-09-22`. */
  readonly asOf: string;
  readonly currency?: "USD";
  readonly confidenceScale?: Readonly<Record<Confidence, string>>;
  /** Where figures are from, by the name that they give as `source`. */
  readonly sources?: Readonly<Record<string, { readonly what: string; readonly date: string }>>;
  readonly notes?: readonly string[];
  /** By region. */
  readonly aws?: Readonly<Record<string, Partial<AwsPrices>>>;
  /** One list serves every region. */
  readonly aliyun?: { readonly default?: Partial<AliyunPrices> };
}

export type Confidence = "high" | "medium" | "low";

/** A price or a factor: one for all, or one for each tier of a month's use. */
export interface Figure {
  readonly value?: number;
  readonly tiers?: readonly Tier[];
  readonly confidence?: Confidence;
  readonly source?: string;
  readonly note?: string;
}

/** What lies between the tier before and `upTo`; the last one has no end. */
export interface Tier {
  readonly upTo: number | null;
  readonly value: number;
}

export type ByArchitecture = Readonly<Partial<Record<Architecture, Figure>>>;

/** Of a region, in USD. */
export interface AwsPrices {
  /** The day that the region's prices are of, where it is another than the file's. */
  readonly asOf: string;
  readonly request: Figure;
  readonly onDemandGbSecond: ByArchitecture;
  /** For being ready. */
  readonly provisionedGbSecond: ByArchitecture;
  /** For working while ready, on top of being ready. */
  readonly provisionedDurationGbSecond: ByArchitecture;
  /** For `/tmp` above 512 MB, while working. */
  readonly tmpDiskGbSecond: Figure;
  readonly savingsPlanOnDemandGbSecond: ByArchitecture;
  readonly savingsPlanProvisionedGbSecond: ByArchitecture;
  readonly savingsPlanProvisionedDurationGbSecond: ByArchitecture;
  readonly responseStreamingGb: Figure;
  readonly ecrGbMonth: Figure;
}

/** Use times its factor is compute units (CU), which have a price. */
export interface AliyunPrices {
  readonly asOf: string;
  /** By the list of the international site, and of the Chinese one. */
  readonly cu: Readonly<Partial<Record<"USD" | "CNY", Figure>>>;
  readonly cuPer10kRequests: Figure;
  readonly cuPerActiveCpuSecond: Figure;
  readonly cuPerIdleCpuSecond: Figure;
  readonly cuPerMemoryGbSecond: Figure;
  readonly cuPerDiskGbSecond: Figure;
  readonly freeDiskMb: Figure;
  readonly ossGbMonth: Figure;
  readonly acrPersonalMonth: Figure;
}

/** The names under a meter that has more than one figure. */
export type MeterKeys<Prices> = { readonly [Meter in Exclude<keyof Prices, "asOf">]: readonly string[] };

const architectures = ["amd64", "arm64"];

export const awsMeters: MeterKeys<AwsPrices> = {
  request: [],
  onDemandGbSecond: architectures,
  provisionedGbSecond: architectures,
  provisionedDurationGbSecond: architectures,
  tmpDiskGbSecond: [],
  savingsPlanOnDemandGbSecond: architectures,
  savingsPlanProvisionedGbSecond: architectures,
  savingsPlanProvisionedDurationGbSecond: architectures,
  responseStreamingGb: [],
  ecrGbMonth: [],
};

export const aliyunMeters: MeterKeys<AliyunPrices> = {
  cu: ["USD", "CNY"],
  cuPer10kRequests: [],
  cuPerActiveCpuSecond: [],
  cuPerIdleCpuSecond: [],
  cuPerMemoryGbSecond: [],
  cuPerDiskGbSecond: [],
  freeDiskMb: [],
  ossGbMonth: [],
  acrPersonalMonth: [],
};
