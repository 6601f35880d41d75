import assert from "node:assert/strict";
import type { GoServerlessFunctionArgs } from "../../../components/args.js";
import { toSpec } from "../../../components/spec.js";
import { aws } from "../../../providers/aws/index.js";
import { warmCost } from "../../../providers/aws/warm-cost.js";
import type { PriceFile } from "../../../providers/price-file.js";
import { shippedPrices } from "../../../providers/shipped-prices.js";

describe("warmCost, on aws", () => {
  const cost = (
    args: Partial<GoServerlessFunctionArgs>,
    region = "us-east-1",
    slots = 1,
    own: readonly PriceFile[] = [],
  ) =>
    warmCost(toSpec("api", { entry: ".", memoryMb: 512, ...args }, aws), region, slots, () => [
      shippedPrices,
      ...own,
    ]);
  const one = { warm: { instances: 1 } };
  const schedules = [
    { cron: "0 8 * * *", instances: 4 },
    { cron: "0 20 * * *", instances: 1 },
  ];
  const rows: [title: string, idleUsd: number, activeUsd: number, ...Parameters<typeof cost>][] = [
    ["is 5.475 USD for 512 MB on amd64, to the cent", 5.48, 18.25, { architecture: "amd64", ...one }],
    ["is 4.38 USD for 512 MB on arm64", 4.38, 14.6, one],
    ["grows with the instances", 10.95, 36.5, { architecture: "amd64", warm: { instances: 2 } }],
    ["grows with the memory", 10.95, 36.5, { architecture: "amd64", memoryMb: 1024, ...one }],
    ["grows with the versions that are ready at once", 8.76, 29.2, one, "us-east-1", 2],
    ["is another one in another region", 6.98, 23.26, one, "sa-east-1"],
    ["counts the disk above 512 MB while it works", 4.38, 15.37, { tmpDiskMb: 10_240, ...one }],
    ["is 0 without ready instances", 0, 0, {}],
    ["is 0 without ready instances where the price is not known", 0, 0, {}, "mars-north-1"],
    ["is the least that autoscaling keeps", 4.38, 14.6, { warm: { autoscale: { max: 20 } } }],
    ["follows the schedules on average", 10.95, 36.5, { warm: { schedules } }],
  ];
  for (const [title, idleUsd, activeUsd, ...given] of rows)
    it(title, () => {
      const { idleUsdPerMonth, activeUsdPerMonth } = cost(...given);
      assert.deepEqual([idleUsdPerMonth, activeUsdPerMonth], [idleUsd, activeUsd]);
    });

  const breakEvens: [region: string, amd64: number | undefined, arm64: number | undefined][] = [
    ["us-east-1", 0.6, 0.6],
    ["us-east-2", 0.6, 0.6],
    ["us-west-2", 0.6, 0.6],
    ["eu-north-1", 0.698, 0.698],
    ["ap-south-1", 0.729, 0.729],
    ["eu-west-1", 0.797, 0.797],
    ["eu-west-2", 0.895, 0.895],
    ["eu-central-1", undefined, undefined],
    ["ap-southeast-1", undefined, undefined],
    ["ap-northeast-1", undefined, undefined],
    ["sa-east-1", undefined, undefined],
  ];
  for (const [region, ...expected] of breakEvens)
    it(`pays off ${expected[0] === undefined ? "never" : `above ${expected[0]}`} in ${region}`, () => {
      const occupancies = (["amd64", "arm64"] as const).map(
        (architecture) => cost({ architecture, ...one }, region).breakEvenOccupancy,
      );
      assert.deepEqual(occupancies, expected);
    });

  it("says whose prices they are, and of which day", () => {
    assert.deepEqual(cost(one, "eu-west-1").prices, { place: "eu-west-1", days: ["2026-09-22"] });
  });

  const unknown: [title: string, region: string, message: string, own?: PriceFile][] = [
    ["in a region that has none", "mars-north-1", "no prices of mars-north-1 are known"],
    ["in what is the name of something else", "constructor", "no prices of constructor are known"],
    [
      "where a file knows only others",
      "cn-north-1",
      'the price "provisionedGbSecond.arm64" of cn-north-1 is not known',
      {
        asOf: "2026-11-01",
        aws: { "cn-north-1": { provisionedGbSecond: { amd64: { value: 5e-6 } } } },
      },
    ],
    [
      "where a file knows what being ready costs, but not what work costs",
      "cn-north-1",
      'the price "provisionedDurationGbSecond.arm64" of cn-north-1 is not known',
      {
        asOf: "2026-11-01",
        aws: { "cn-north-1": { provisionedGbSecond: { arm64: { value: 5e-6 } } } },
      },
    ],
  ];
  for (const [title, region, message, own] of unknown)
    it(`knows no price ${title}`, () => {
      assert.throws(() => cost(one, region, 1, own === undefined ? [] : [own]), {
        name: "UnknownPriceError",
        message,
      });
    });

  it("takes a user's price over its own, and the other ones from its own", () => {
    const own: PriceFile = {
      asOf: "2026-11-01",
      aws: { "us-east-1": { provisionedGbSecond: { arm64: { value: 6.6668e-6 } } } },
    };
    assert.deepEqual(cost(one, "us-east-1", 1, [own]), {
      idleUsdPerMonth: 8.76,
      activeUsdPerMonth: 18.98,
      prices: { place: "us-east-1", days: ["2026-09-22", "2026-11-01"] },
    });
    const onAmd64 = cost({ architecture: "amd64", ...one }, "us-east-1", 1, [own]);
    assert.equal(onAmd64.idleUsdPerMonth, 5.48);
    assert.deepEqual(onAmd64.prices?.days, ["2026-09-22"], "no day of a price that did not count");
  });

  it("is told where only the price of work on demand is missing", () => {
    const prices: PriceFile = {
      asOf: "2026-11-01",
      aws: {
        "cn-north-1": {
          provisionedGbSecond: { arm64: { value: 5e-6 } },
          provisionedDurationGbSecond: { arm64: { value: 1e-5 } },
        },
      },
    };
    assert.deepEqual(cost(one, "cn-north-1", 1, [prices]), {
      idleUsdPerMonth: 6.57,
      activeUsdPerMonth: 19.71,
      unknownBreakEven: 'the price "onDemandGbSecond.arm64" of cn-north-1 is not known',
      prices: { place: "cn-north-1", days: ["2026-11-01"] },
    });
  });

  it("never pays off where work on demand is the cheaper one", () => {
    const own: PriceFile = {
      asOf: "2026-11-01",
      aws: { "us-east-1": { onDemandGbSecond: { arm64: { value: 7e-6 } } } },
    };
    assert.equal(cost(one, "us-east-1", 1, [own]).breakEvenOccupancy, undefined);
  });
});
