import assert from "node:assert/strict";
import { type NamedCost, unknownCostLine, warmCostLine } from "../../components/warm-cost-line.js";

const onAws = (
  name: string,
  idle: number,
  active: number,
  breakEven?: number,
  region = "us-east-1",
): NamedCost => ({
  name,
  cost: {
    idleUsdPerMonth: idle,
    activeUsdPerMonth: active,
    ...(breakEven !== undefined && { breakEvenOccupancy: breakEven }),
    prices: { place: region, days: ["2026-09-22"] },
  },
});
const onAliyun = (name: string): NamedCost => ({
  name,
  cost: {
    idleUsdPerMonth: 3.94,
    activeUsdPerMonth: 22.34,
    cny: { idlePerMonth: 23.65, activePerMonth: 134.03 },
    prices: { place: "aliyun", days: ["2024-08-27"] },
  },
});
const notWarm: NamedCost = { name: "cron", cost: { idleUsdPerMonth: 0, activeUsdPerMonth: 0 } };

const { name: apiName, cost: apiCost } = onAws("api", 4.38, 14.6);
const unknownWorth: NamedCost = {
  name: apiName,
  cost: {
    ...apiCost,
    unknownBreakEven: 'the price "onDemandGbSecond.arm64" of us-east-1 is not known',
  },
};

describe("warmCostLine", () => {
  const rows: [title: string, line: string | undefined, ...functions: NamedCost[]][] = [
    ["says nothing of nothing", undefined],
    ["says nothing where nothing is ready", undefined, notWarm],
    [
      "names a function and where it pays off",
      "Ready instances cost about 4.38 USD a month while idle, 14.60 while busy (prices of 2026-09-22): api 4.38 (pays off above 60 % of the time busy).",
      onAws("api", 4.38, 14.6, 0.6),
      notWarm,
    ],
    [
      "adds up what a program costs, and says what never pays off",
      "Ready instances cost about 12.30 USD a month while idle, 31.20 while busy (prices of 2026-09-22): api 4.38 (pays off above 79.7 % of the time busy), worker 7.92 (never cheaper than on demand in eu-central-1).",
      onAws("api", 4.38, 11.1, 0.797),
      onAws("worker", 7.92, 20.1, undefined, "eu-central-1"),
    ],
    [
      "adds what the list of the Chinese site says on aliyun",
      "Ready instances cost about 3.94 USD a month while idle, 22.34 while busy (prices of 2024-08-27; on aliyun 23.65 and 134.03 CNY by the list of its Chinese site): api 3.94 (never cheaper than on demand on aliyun).",
      onAliyun("api"),
    ],
    [
      "names the days of all prices",
      "Ready instances cost about 8.32 USD a month while idle, 36.94 while busy (prices of 2024-08-27 and 2026-09-22; on aliyun 23.65 and 134.03 CNY by the list of its Chinese site): api 4.38 (pays off above 60 % of the time busy), cn 3.94 (never cheaper than on demand on aliyun).",
      onAws("api", 4.38, 14.6, 0.6),
      onAliyun("cn"),
    ],
    [
      "tells what is not known from what is never cheaper",
      'Ready instances cost about 4.38 USD a month while idle, 14.60 while busy (prices of 2026-09-22): api 4.38 (when it pays off is unknown: the price "onDemandGbSecond.arm64" of us-east-1 is not known).',
      unknownWorth,
    ],
    [
      "names the ten dearest of many",
      `Ready instances cost about 78.00 USD a month while idle, 78.00 while busy (prices of 2026-09-22): ${[12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((usd) => `f${usd} ${usd}.00 (pays off above 60 % of the time busy)`).join(", ")} and 2 more.`,
      ...Array.from({ length: 12 }, (_, index) => onAws(`f${index + 1}`, index + 1, index + 1, 0.6)),
    ],
  ];
  for (const [title, line, ...functions] of rows)
    it(title, () => assert.equal(warmCostLine(functions), line));
});

describe("unknownCostLine", () => {
  const unknownPrice = "no prices of mars-north-1 are known";

  it("says nothing where all prices are known", () => assert.equal(unknownCostLine([]), undefined));

  it("is one sentence for all functions, with every reason once, and one of what to do", () => {
    const line = unknownCostLine([
      { name: "api", unknownPrice },
      { name: "worker", unknownPrice },
      { name: "cn", unknownPrice: "no prices of cn-north-1 are known" },
    ]);
    assert.equal(
      line,
      'The cost of ready instances is not estimated for "api", "worker", "cn": no prices of mars-north-1 are known; no prices of cn-north-1 are known. Write the prices in a file and name it: pulumi config set goserverless:prices prices.json.',
    );
  });
});
