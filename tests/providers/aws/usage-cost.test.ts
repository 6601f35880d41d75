import assert from "node:assert/strict";
import { type AwsUsage, awsUsageUsd } from "../../../providers/aws/usage-cost.js";
import { shippedPrices } from "../../../providers/shipped-prices.js";

describe("awsUsageUsd", () => {
  const cents = (usd: number) => usd.toFixed(2);
  const total = (usage: AwsUsage, region = "us-east-1") =>
    cents(awsUsageUsd(usage, region, "arm64", [shippedPrices]).total);

  it("is 45.61 USD for the example: 10 million calls, 9,000,000 GB-s ready, 1,750,000 GB-s of work", () => {
    const usage = {
      requests: 10_000_000,
      provisionedGbSeconds: 9_000_000,
      provisionedDurationGbSeconds: 1_750_000,
    };
    const usd = awsUsageUsd(usage, "us-east-1", "arm64", [shippedPrices]);
    assert.deepEqual(
      [usd.requests, usd.provisionedGbSeconds, usd.provisionedDurationGbSeconds, usd.total].map(cents),
      ["2.00", "30.00", "13.61", "45.61"],
    );
  });

  const rows: [title: string, usd: string, usage: AwsUsage, region?: string][] = [
    ["is nothing for nothing", "0.00", {}],
    [
      "is 1.53 USD for a million calls of 200 ms at 512 MB",
      "1.53",
      { requests: 1e6, onDemandGbSeconds: 1e5 },
    ],
    ["has the first tier to its end", "100000.50", { onDemandGbSeconds: 7.5e9 }],
    ["has the second tier from there", "100001.70", { onDemandGbSeconds: 7.5e9 + 1e5 }],
    ["has the third tier from where that ends", "235002.69", { onDemandGbSeconds: 18.75e9 + 1e5 }],
    ["counts the disk while it works", "0.03", { tmpDiskGbSeconds: 1e6 }],
    ["has the requests of the region", "0.27", { requests: 1e6 }, "af-south-1"],
  ];
  for (const [title, usd, usage, region] of rows) it(title, () => assert.equal(total(usage, region), usd));

  it("needs no price of what is not used", () => {
    const own = { asOf: "2026-11-01", aws: { "cn-north-1": { request: { value: 1e-6 } } } };
    assert.equal(awsUsageUsd({ requests: 1e6 }, "cn-north-1", "arm64", [own]).total, 1);
    assert.throws(() => awsUsageUsd({ onDemandGbSeconds: 1 }, "cn-north-1", "arm64", [own]), {
      name: "UnknownPriceError",
      message: 'the price "onDemandGbSecond.arm64" of cn-north-1 is not known',
    });
  });
});
