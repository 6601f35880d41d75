import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { pricesFor } from "../../providers/index.js";
import type { Figure, PriceFile } from "../../providers/price-file.js";
import { aliyunPrices, awsPrices } from "../../providers/prices.js";
import { shippedPrices } from "../../providers/shipped-prices.js";

describe("the prices that are shipped", () => {
  const regions = Object.entries(shippedPrices.aws ?? {});

  it("are of a day, with the source of each and how sure it is", () => {
    assert.equal(shippedPrices.asOf, "2026-09-22");
    assert.equal(shippedPrices.aliyun?.default?.asOf, "2024-08-27");
    const figures = [
      ...regions.flatMap(([, prices]) => figuresIn(prices)),
      ...figuresIn(shippedPrices.aliyun),
    ];
    assert.ok(figures.length > 190);
    const named = Object.keys(shippedPrices.sources ?? {});
    const isSourced = ({ source = "", confidence }: Figure) =>
      confidence !== undefined && (named.includes(source) || /^derived: |fcBillingEn/.test(source));
    assert.deepEqual(
      figures.filter((figure) => !isSourced(figure)),
      [],
    );
  });

  it("are those of 23 regions of AWS for both processors", () => {
    assert.equal(regions.length, 23);
    for (const [region, prices] of regions)
      for (const meter of ["onDemandGbSecond", "provisionedGbSecond", "provisionedDurationGbSecond"] as const)
        assert.deepEqual(Object.keys(prices[meter] ?? {}), ["amd64", "arm64"], `${region} ${meter}`);
  });

  it("say which ones of arm64 are derived from those of amd64", () => {
    for (const [region, { provisionedGbSecond = {}, provisionedDurationGbSecond = {} }] of regions)
      for (const { amd64, arm64 } of [provisionedGbSecond, provisionedDurationGbSecond]) {
        if (arm64?.confidence !== "low") continue;
        assert.equal((0.8 * (amd64?.value ?? 0)).toFixed(12), arm64.value?.toFixed(12), region);
      }
  });

  const samples: [region: string, ready: number, work: number, onDemand: number][] = [
    ["eu-central-1", 5.0147e-6, 1.17011e-5, 1.66667e-5],
    ["sa-east-1", 6.6372e-6, 1.54867e-5, 1.66667e-5],
    ["eu-west-1", 4.646e-6, 1.08407e-5, 1.66667e-5],
  ];
  for (const [region, ...expected] of samples)
    it(`are those of the price list in ${region}`, () => {
      const prices = awsPrices([shippedPrices], region);
      const meters = ["provisionedGbSecond", "provisionedDurationGbSecond", "onDemandGbSecond"] as const;
      assert.deepEqual(
        meters.map((meter) => prices.needed(`${meter}.amd64`).value),
        expected,
      );
    });
});

describe("pricesFor", () => {
  let folder = "";
  const write = (content: string) => {
    const file = path.join(folder, "prices.json");
    fs.writeFileSync(file, content);
    pulumi.runtime.setAllConfig({ "goserverless:prices": file });
    return file;
  };
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-prices-"));
  });
  after(() => fs.rmSync(folder, { recursive: true }));
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it("takes those that are shipped where the configuration names none", () => {
    pulumi.runtime.setAllConfig({});
    assert.deepEqual(pricesFor("api")(), [shippedPrices]);
  });

  it("lays those of a user's file over them, figure by figure", () => {
    const own: PriceFile = {
      asOf: "2026-11-01",
      aws: {
        "us-west-1": { request: { value: 1 }, provisionedGbSecond: { arm64: { value: 2 } } },
        "cn-north-1": { asOf: "2026-10-01", request: { value: 3 } },
      },
      aliyun: { default: { cu: { CNY: { value: 4 } } } },
    };
    write(JSON.stringify(own));
    const prices = pricesFor("api")();
    const west = awsPrices(prices, "us-west-1");
    assert.deepEqual(west.find("request"), { value: 1 });
    assert.deepEqual(west.find("provisionedGbSecond.amd64"), {
      value: 4.9041e-6,
      confidence: "high",
      source: "remotion",
    });
    assert.deepEqual(west.find("provisionedGbSecond.arm64"), { value: 2 });
    assert.equal(west.find("provisionedDurationGbSecond.amd64")?.value, 1.1443e-5);
    const north = awsPrices(prices, "cn-north-1");
    assert.deepEqual(north.find("request"), { value: 3 });
    assert.equal(north.find("tmpDiskGbSecond"), undefined);
    const aliyun = aliyunPrices(prices);
    assert.deepEqual(aliyun.find("cu.CNY"), { value: 4 });
    assert.equal(aliyun.find("cu.USD")?.tiers?.length, 3);
  });

  it("tells the days of those that were asked for, and of no other", () => {
    write(
      JSON.stringify({
        asOf: "2026-11-01",
        aws: {
          "us-west-1": { request: { value: 1 } },
          "cn-north-1": { asOf: "2026-10-01", request: { value: 3 } },
        },
      }),
    );
    const prices = pricesFor("api")();
    const west = awsPrices(prices, "us-west-1");
    assert.deepEqual(west.days(), []);
    west.find("provisionedGbSecond.arm64");
    assert.deepEqual(west.days(), ["2026-09-22"]);
    west.find("request");
    assert.deepEqual(west.days(), ["2026-09-22", "2026-11-01"]);
    const north = awsPrices(prices, "cn-north-1");
    assert.throws(() => north.needed("tmpDiskGbSecond"), {
      name: "UnknownPriceError",
      message: 'the price "tmpDiskGbSecond" of cn-north-1 is not known',
    });
    north.needed("request");
    assert.deepEqual(north.days(), ["2026-10-01"]);
  });

  const refusals: [title: string, file: () => string, ...sentences: ((file: string) => string)[]][] = [
    [
      "a file that there is not",
      () => {
        const file = path.join(folder, "missing.json");
        pulumi.runtime.setAllConfig({ "goserverless:prices": file });
        return file;
      },
      (file) => `${file} must be a file that can be read, got ENOENT. "goserverless:prices" names it.`,
    ],
    [
      "a folder",
      () => {
        pulumi.runtime.setAllConfig({ "goserverless:prices": folder });
        return folder;
      },
      (file) => `${file} must be a file that can be read, got EISDIR. "goserverless:prices" names it.`,
    ],
    [
      "what is no JSON, without showing it",
      () => write("password=hunter2"),
      (file) => `${file} must hold JSON, got something else. "goserverless:prices" names it.`,
    ],
    [
      "all that is wrong in it at once",
      () => write('{ "aws": { "eu-west-1": { "request": { "value": -1 }, "call": {} } } }'),
      (file) =>
        `"asOf" in ${file} must be a day such as 2026-11-23, got undefined. Give the day that the prices are of: "asOf": "2026-11-23".`,
      (file) => `"aws.eu-west-1.request.value" in ${file} must be a number of at least 0, got -1.`,
      (file) =>
        `"aws.eu-west-1.call" in ${file} must be request, onDemandGbSecond, provisionedGbSecond, provisionedDurationGbSecond, tmpDiskGbSecond, savingsPlanOnDemandGbSecond, savingsPlanProvisionedGbSecond, savingsPlanProvisionedDurationGbSecond, responseStreamingGb or ecrGbMonth.`,
    ],
  ];
  for (const [title, named, ...sentences] of refusals)
    it(`refuses ${title}`, () => {
      const file = named();
      const reasons = sentences.map((sentence) => sentence(file));
      assert.throws(
        () => pricesFor("api"),
        (error: Error) => {
          assert.ok(pulumi.InputPropertiesError.isInstance(error));
          assert.deepEqual(
            error.errors,
            reasons.map((reason) => ({ propertyPath: "goserverless:prices", reason })),
          );
          const lines = reasons.map((reason) => `  ${reason}`).join("\n");
          assert.equal(error.message, `GoServerlessFunction "api" cannot be deployed:\n${lines}`);
          return true;
        },
      );
    });
});

/** Every figure, wherever it stands. */
function figuresIn(value: unknown): Figure[] {
  if (typeof value !== "object" || value === null) return [];
  if ("value" in value || "tiers" in value) return [value as Figure];
  return Object.values(value).flatMap(figuresIn);
}
