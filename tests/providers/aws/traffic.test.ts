import assert from "node:assert/strict";
import type { AwsArgs } from "../../../providers/aws/args.js";
import type { WarmCost } from "../../../providers/warm-cost.js";
import { declare } from "./declare.js";

const provisioned = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig shop-prod-api-";

describe("traffic on aws", () => {
  const live = { name: "live", functionName: "shop-prod-api-1234567" };
  const previousVersion = "41";
  const beside = "goserverless: rollout beside version 41";
  interface Row {
    readonly title: string;
    readonly own: AwsArgs;
    readonly alias: object;
    /** Versions with ready instances, by slot. */
    readonly warm: Readonly<Record<string, string>>;
    readonly waitsFor: readonly string[];
    readonly description?: string;
    readonly costUsd: number;
  }
  const rows: readonly Row[] = [
    {
      title: "goes to the newest version",
      own: {},
      alias: { functionVersion: "42" },
      warm: { warm: "42" },
      waitsFor: ["warm"],
      costUsd: 4.38,
    },
    {
      title: "stays with the version before in a rollout of 0 percent",
      own: { rollout: { percent: 0, previousVersion } },
      alias: { functionVersion: "41" },
      warm: { warm: "41" },
      waitsFor: ["warm"],
      description: beside,
      costUsd: 4.38,
    },
    {
      title:
        "is shared in a rollout of 10 percent, with weights on an alias that has no ready instances (trap 5)",
      own: { rollout: { percent: 10, previousVersion } },
      alias: { functionVersion: "41", routingConfig: { additionalVersionWeights: { 42: 0.1 } } },
      warm: { warm: "41", "warm-rollout": "42" },
      waitsFor: ["warm", "warmRollout"],
      description: beside,
      costUsd: 8.76,
    },
    {
      title: "goes to the newest version in a rollout of 100 percent, beside the version before",
      own: { rollout: { percent: 100, previousVersion } },
      alias: { functionVersion: "42" },
      warm: { warm: "41", "warm-rollout": "42" },
      waitsFor: ["warm", "warmRollout"],
      description: beside,
      costUsd: 8.76,
    },
    {
      title: "goes back to a version, which is not called for a test",
      own: { rollback: "40", smoke: { payload: "{}" } },
      alias: { functionVersion: "40" },
      warm: { warm: "40" },
      waitsFor: ["warm"],
      costUsd: 4.38,
    },
    {
      title: "goes back in the middle of a rollout, whose description stays so that nothing is published",
      own: { rollback: "41", rollout: { percent: 10, previousVersion } },
      alias: { functionVersion: "41" },
      warm: { warm: "41" },
      waitsFor: ["warm"],
      description: beside,
      costUsd: 4.38,
    },
    {
      title: "moves after the newest version was called once with its instances ready",
      own: { smoke: { payload: "{}" }, rollout: { percent: 10, previousVersion } },
      alias: { functionVersion: "41", routingConfig: { additionalVersionWeights: { 42: 0.1 } } },
      warm: { warm: "41", "warm-rollout": "42" },
      waitsFor: ["warm", "warmRollout", "smoke"],
      description: beside,
      costUsd: 8.76,
    },
  ];
  for (const { title, own, alias, warm, waitsFor, description, costUsd } of rows) {
    it(title, async () => {
      const { inputs, options, outputs } = await declare({ warm: { instances: 2 }, aws: own });
      assert.deepEqual(inputs["aws:lambda/alias:Alias shop-prod-api"], { ...live, ...alias });
      assert.deepEqual(options["alias"], { after: waitsFor, deleteBeforeReplace: false });
      const slots = Object.keys(inputs).filter((name) => name.startsWith(provisioned));
      assert.deepEqual(
        Object.fromEntries(
          slots.map((name) => [name.slice(provisioned.length), inputs[name]?.["qualifier"]]),
        ),
        warm,
      );
      assert.equal(inputs["aws:lambda/function:Function shop-prod-api"]?.["description"], description);
      assert.equal((outputs["warmCost"] as WarmCost).idleUsdPerMonth, costUsd);
    });
  }

  it("has one slot of ready instances for each version, with all that scales them", async () => {
    const { inputs } = await declare({
      warm: { autoscale: { max: 3 }, schedules: [{ cron: "0 8 * * *", instances: 2 }] },
      aws: { rollout: { percent: 50, previousVersion } },
    });
    const scaled = Object.entries(inputs).filter(([name]) => name.startsWith("aws:appautoscaling/"));
    assert.deepEqual(Object.fromEntries(scaled.map(([name, { resourceId }]) => [name, resourceId])), {
      "aws:appautoscaling/target:Target shop-prod-api-warm": "function:shop-prod-api-1234567:41",
      "aws:appautoscaling/policy:Policy shop-prod-api-warm": "function:shop-prod-api-1234567:41",
      "aws:appautoscaling/scheduledAction:ScheduledAction shop-prod-api-warm-0":
        "function:shop-prod-api-1234567:41",
      "aws:appautoscaling/target:Target shop-prod-api-warm-rollout": "function:shop-prod-api-1234567:42",
      "aws:appautoscaling/policy:Policy shop-prod-api-warm-rollout": "function:shop-prod-api-1234567:42",
      "aws:appautoscaling/scheduledAction:ScheduledAction shop-prod-api-warm-rollout-0":
        "function:shop-prod-api-1234567:42",
    });
  });

  it("waits for a smoke call of the newest version, whose answer is kept secret", async () => {
    const { inputs, options } = await declare({ warm: { instances: 1 }, aws: { smoke: { payload: "{}" } } });
    assert.deepEqual(inputs["aws:lambda/invocation:Invocation shop-prod-api-smoke"], {
      functionName: "shop-prod-api-1234567",
      qualifier: "42",
      input: {},
    });
    assert.deepEqual(options["smoke"], { after: ["warm"], additionalSecretOutputs: ["result"] });
  });
});
