import assert from "node:assert/strict";
import type { GoServerlessFunctionArgs } from "../../../components/args.js";
import { toSpec } from "../../../components/spec.js";
import { aws } from "../../../providers/aws/index.js";
import { warmCost } from "../../../providers/aws/warm-cost.js";

describe("warmCost", () => {
  const cost = (args: Partial<GoServerlessFunctionArgs>, region = "us-east-1", slots = 1) =>
    warmCost(toSpec("api", { entry: ".", memoryMb: 512, ...args }, aws), region, slots);
  const schedules = [
    { cron: "0 8 * * *", instances: 4 },
    { cron: "0 20 * * *", instances: 1 },
  ];
  const rows: [title: string, usd: number | undefined, ...Parameters<typeof cost>][] = [
    [
      "is 5.475 USD for 512 MB on amd64, to the cent",
      5.48,
      { architecture: "amd64", warm: { instances: 1 } },
    ],
    ["is 4.38 USD for 512 MB on arm64", 4.38, { warm: { instances: 1 } }],
    ["grows with the instances", 10.95, { architecture: "amd64", warm: { instances: 2 } }],
    ["grows with the memory", 10.95, { architecture: "amd64", memoryMb: 1024, warm: { instances: 1 } }],
    ["grows with the versions that are ready at once", 8.76, { warm: { instances: 1 } }, "us-east-1", 2],
    ["is another one in another region", 6.98, { warm: { instances: 1 } }, "sa-east-1"],
    ["is 0 without ready instances", 0, {}],
    ["is 0 without ready instances where the price is not known", 0, {}, "mars-north-1"],
    ["is undefined where the price is not known", undefined, { warm: { instances: 1 } }, "mars-north-1"],
    ["is undefined for the name of something else", undefined, { warm: { instances: 1 } }, "constructor"],
    ["is the least that autoscaling keeps", 4.38, { warm: { autoscale: { max: 20 } } }],
    ["follows the schedules on average", 10.95, { warm: { schedules } }],
  ];
  for (const [title, usd, ...given] of rows) it(title, () => assert.equal(cost(...given), usd));
});
