import assert from "node:assert/strict";
import { type AliyunUsage, aliyunUsageCost } from "../../../providers/aliyun/usage-cost.js";
import { shippedPrices } from "../../../providers/shipped-prices.js";

describe("aliyunUsageCost", () => {
  const rows: [title: string, cu: number, usd: string, cny: string, usage: AliyunUsage][] = [
    [
      "is 4.35 USD for the example: 3 million calls of 200 ms with 512 MB and 0.25 CPUs",
      217_500,
      "4.35",
      "26.10",
      { requests: 3e6, memoryGbSeconds: 3e5, activeCpuSeconds: 1.5e5 },
    ],
    ["is nothing for nothing", 0, "0.00", "0.00", {}],
    ["is nothing for CPUs that are frozen", 0, "0.00", "0.00", { idleCpuSeconds: 1e6 }],
    ["counts the disk", 50_000, "1.00", "6.00", { diskGbSeconds: 1e6 }],
    ["has the first tier to its end", 1e8, "2000.00", "12000.00", { activeCpuSeconds: 1e8 }],
    ["has the second tier from there", 5e8, "8800.00", "52000.00", { activeCpuSeconds: 5e8 }],
    ["has the third tier from where that ends", 6e8, "10200.00", "60000.00", { activeCpuSeconds: 6e8 }],
  ];
  for (const [title, cu, usd, cny, usage] of rows)
    it(title, () => {
      const cost = aliyunUsageCost(usage, [shippedPrices]);
      assert.equal(Math.round(cost.cu), cu);
      assert.deepEqual([cost.usd.toFixed(2), cost.cny?.toFixed(2)], [usd, cny]);
    });

  it("needs the factor of what is used and a price in USD, and nothing of what is not", () => {
    const { cu, ...factors } = shippedPrices.aliyun?.default ?? {};
    const own = { asOf: "2026-11-01", aliyun: { default: { ...factors, cu: { USD: { value: 1 } } } } };
    assert.deepEqual(aliyunUsageCost({ activeCpuSeconds: 2 }, [own]), { cu: 2, usd: 2 });
    const onlyUsed = { cuPerActiveCpuSecond: { value: 1 }, cu: { USD: { value: 1 } } };
    const used = { asOf: "2026-11-01", aliyun: { default: onlyUsed } };
    assert.deepEqual(aliyunUsageCost({ activeCpuSeconds: 2 }, [used]), { cu: 2, usd: 2 });
    const failures: [files: Parameters<typeof aliyunUsageCost>[1], message: string][] = [
      [[], "no prices of aliyun are known"],
      [[{ asOf: "2026-11-01", aliyun: { default: factors } }], 'the price "cu.USD" of aliyun is not known'],
      [
        [{ asOf: "2026-11-01", aliyun: { default: { cu } } }],
        'the price "cuPer10kRequests" of aliyun is not known',
      ],
    ];
    for (const [files, message] of failures)
      assert.throws(() => aliyunUsageCost({ requests: 1 }, files), { name: "UnknownPriceError", message });
  });
});
