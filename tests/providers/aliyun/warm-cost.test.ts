import assert from "node:assert/strict";
import type { GoServerlessFunctionArgs } from "../../../components/args.js";
import { toSpec } from "../../../components/spec.js";
import { aliyun } from "../../../providers/aliyun/index.js";
import { warmCost } from "../../../providers/aliyun/warm-cost.js";
import { shippedPrices } from "../../../providers/shipped-prices.js";

describe("warmCost, on aliyun", () => {
  const cost = (args: Partial<GoServerlessFunctionArgs>) =>
    warmCost(toSpec("api", { entry: ".", memoryMb: 512, warm: { instances: 1 }, ...args }, aliyun), () => [
      shippedPrices,
    ]);
  const at = (cron: string, instances: number) => ({ cron, instances });
  const always = (cpu: number) => ({ aliyun: { cpu, alwaysAllocateCpu: true } });
  const rows: [title: string, usd: number, args: Partial<GoServerlessFunctionArgs>][] = [
    ["is 3.942 USD for 512 MB that idles, to the cent", 3.94, {}],
    ["does not depend on CPUs that get no time", 3.94, { aliyun: { cpu: 0.5 } }],
    ["is 11.826 USD with 0.15 CPUs that get time", 11.83, always(0.15)],
    ["is 22.338 USD with 0.35 CPUs that get time", 22.34, always(0.35)],
    ["is 30.222 USD with 0.5 CPUs that get time", 30.22, always(0.5)],
    ["counts the CPUs that follow the memory", 19.71, { aliyun: { alwaysAllocateCpu: true } }],
    ["grows with the instances", 7.88, { warm: { instances: 2 } }],
    ["grows with the memory", 7.88, { memoryMb: 1024 }],
    ["grows with the disk above 512 MB", 28.91, { tmpDiskMb: 10_240 }],
    ["is 0 without ready instances", 0, { warm: {} }],
    ["is the least that autoscaling keeps", 3.94, { warm: { autoscale: { max: 20 } } }],
    [
      "follows the schedules on average",
      9.86,
      { warm: { schedules: [at("0 8 * * *", 4), at("0 20 * * *", 1)] } },
    ],
    [
      "is half where instances go for the night",
      3.94,
      { warm: { schedules: [at("0 8 * * *", 2), at("0 20 * * *", 0)] } },
    ],
    [
      "counts the one that autoscaling keeps for the night",
      5.91,
      { warm: { autoscale: { max: 20 }, schedules: [at("0 8 * * *", 2), at("0 20 * * *", 0)] } },
    ],
  ];
  for (const [title, usd, args] of rows) it(title, () => assert.equal(cost(args).idleUsdPerMonth, usd));

  const whole: [title: string, args: Partial<GoServerlessFunctionArgs>, cost: object][] = [
    [
      "counts the CPUs while it works",
      { aliyun: { cpu: 0.35 } },
      {
        idleUsdPerMonth: 3.94,
        activeUsdPerMonth: 22.34,
        cny: { idlePerMonth: 23.65, activePerMonth: 134.03 },
        prices: { place: "aliyun", days: ["2024-08-27"] },
      },
    ],
    [
      "costs the same idle as working where CPUs always get time",
      always(0.35),
      {
        idleUsdPerMonth: 22.34,
        activeUsdPerMonth: 22.34,
        cny: { idlePerMonth: 134.03, activePerMonth: 134.03 },
        prices: { place: "aliyun", days: ["2024-08-27"] },
      },
    ],
    ["is whole without ready instances", { warm: {} }, { idleUsdPerMonth: 0, activeUsdPerMonth: 0 }],
  ];
  for (const [title, args, expected] of whole)
    it(`${title}, and never pays off`, () => assert.deepEqual(cost(args), expected));
});
