import assert from "node:assert/strict";
import { checkPriceFile } from "../../providers/check-price-file.js";
import { shippedPrices } from "../../providers/shipped-prices.js";

const asOf = "2026-11-23";
/** A file with one region on AWS. */
const ofRegion = (prices: unknown) => ({ asOf, aws: { "eu-west-1": prices } });
const ofRequest = (figure: unknown) => ofRegion({ request: figure });
const ofTiers = (tiers: unknown) => ofRequest({ tiers });
const request = '"aws.eu-west-1.request';

describe("checkPriceFile", () => {
  it("finds nothing wrong with the file that is shipped", () => {
    assert.deepEqual(checkPriceFile("prices.json", shippedPrices), []);
  });

  it("finds nothing wrong with a file that only has its day", () => {
    assert.deepEqual(checkPriceFile("prices.json", { asOf }), []);
  });

  const rows: [title: string, content: unknown, ...sentences: string[]][] = [
    ["a list", [], "p.json must hold an object in JSON, got an empty list."],
    ["nothing", null, "p.json must hold an object in JSON, got null."],
    [
      "no day",
      {},
      '"asOf" in p.json must be a day such as 2026-11-23, got undefined. Give the day that the prices are of: "asOf": "2026-11-23".',
    ],
    [
      "a day that there is not",
      { asOf: "2026-02-30" },
      '"asOf" in p.json must be a day such as 2026-11-23, got "2026-02-30". Give the day that the prices are of: "asOf": "2026-11-23".',
    ],
    [
      "a day of a region that is a number",
      ofRegion({ asOf: 2026 }),
      '"aws.eu-west-1.asOf" in p.json must be a day such as 2026-11-23, got 2026.',
    ],
    ["a currency of its own", { asOf, currency: "EUR" }, '"currency" in p.json must be "USD", got "EUR".'],
    [
      "a price in a currency that there is no list in",
      { asOf, aliyun: { default: { cu: { EUR: { value: 1 } } } } },
      '"aliyun.default.cu.EUR" in p.json must be USD or CNY.',
    ],
    [
      "a cloud that it does not know",
      { asOf, gcp: {} },
      '"gcp" in p.json must be asOf, currency, confidenceScale, sources, notes, aws or aliyun.',
    ],
    ["regions in a list", { asOf, aws: [] }, '"aws" in p.json must be an object, got an empty list.'],
    ["a region that is a number", ofRegion(3), '"aws.eu-west-1" in p.json must be an object, got 3.'],
    [
      "a region that is named like none",
      { asOf, aws: { "EU (Ireland)": {}, constructor: {} } },
      '"aws.EU (Ireland)" in p.json must be named like a region, eu-west-1.',
      '"aws.constructor" in p.json must be named like a region, eu-west-1.',
    ],
    [
      "a region on aliyun",
      { asOf, aliyun: { "cn-hangzhou": {} } },
      '"aliyun.cn-hangzhou" in p.json must be named default, as all regions have one list.',
    ],
    [
      "a meter that it does not know",
      { asOf, aliyun: { default: { gpuSecond: { value: 1 } } } },
      '"aliyun.default.gpuSecond" in p.json must be cu, cuPer10kRequests, cuPerActiveCpuSecond, cuPerIdleCpuSecond, cuPerMemoryGbSecond, cuPerDiskGbSecond, freeDiskMb, ossGbMonth or acrPersonalMonth.',
    ],
    [
      "a processor that it does not know",
      ofRegion({ provisionedGbSecond: { x86_64: { value: 1 } } }),
      '"aws.eu-west-1.provisionedGbSecond.x86_64" in p.json must be amd64 or arm64.',
    ],
    ["a bare number", ofRequest(2e-7), `${request}" in p.json must be an object, got 2e-7.`],
    [
      "a price in words",
      ofRequest({ value: "free" }),
      `${request}.value" in p.json must be a number of at least 0, got "free".`,
    ],
    [
      "a negative price",
      ofRequest({ value: -1 }),
      `${request}.value" in p.json must be a number of at least 0, got -1.`,
    ],
    [
      "a price that has no end",
      ofRequest({ value: Number.POSITIVE_INFINITY }),
      `${request}.value" in p.json must be a number of at least 0, got Infinity.`,
    ],
    [
      "no price",
      ofRequest({ source: "a friend" }),
      `${request}" in p.json must have either "value" or "tiers".`,
    ],
    [
      "a price twice",
      ofRequest({ value: 1, tiers: [{ upTo: null, value: 1 }] }),
      `${request}" in p.json must have either "value" or "tiers".`,
    ],
    [
      "what it does not know of a figure",
      ofRequest({ value: 1, confidence: "sure", source: 1, unit: "USD" }),
      `${request}.confidence" in p.json must be "high", "medium" or "low", got "sure".`,
      `${request}.source" in p.json must be a string, got 1.`,
      `${request}.unit" in p.json must be value, tiers, confidence, source or note.`,
    ],
    [
      "a confidence that only reads like one",
      ofRequest({ value: 1, confidence: ["high"] }),
      `${request}.confidence" in p.json must be "high", "medium" or "low", got a list.`,
    ],
    [
      "tiers that are none",
      ofTiers({}),
      `${request}.tiers" in p.json must be a list of at least one tier, got an object.`,
    ],
    [
      "an empty list of tiers",
      ofTiers([]),
      `${request}.tiers" in p.json must be a list of at least one tier, got an empty list.`,
    ],
    ["a tier that is none", ofTiers([1]), `${request}.tiers[0]" in p.json must be an object, got 1.`],
    [
      "tiers that do not rise",
      ofTiers([
        { upTo: 2, value: 2 },
        { upTo: 2, value: -1 },
        { upTo: 3, value: 1 },
      ]),
      `${request}.tiers[1].value" in p.json must be a number of at least 0, got -1.`,
      `${request}.tiers[1].upTo" in p.json must be a number above 2, got 2.`,
      `${request}.tiers[2].upTo" in p.json must be null in the last tier, got 3.`,
    ],
    [
      "everything at once",
      { currency: "CNY", notes: "none", sources: 1, aws: 1, aliyun: { default: { cu: 1 } } },
      '"asOf" in p.json must be a day such as 2026-11-23, got undefined. Give the day that the prices are of: "asOf": "2026-11-23".',
      '"currency" in p.json must be "USD", got "CNY".',
      '"sources" in p.json must be an object, got 1.',
      '"notes" in p.json must be a list of strings, got "none".',
      '"aws" in p.json must be an object, got 1.',
      '"aliyun.default.cu" in p.json must be an object, got 1.',
    ],
  ];
  for (const [title, content, ...sentences] of rows)
    it(`refuses ${title}`, () => assert.deepEqual(checkPriceFile("p.json", content), sentences));
});
