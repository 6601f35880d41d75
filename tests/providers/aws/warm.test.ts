import assert from "node:assert/strict";
import { declare, declareChanges } from "./declare.js";

const functionName = "shop-prod-api-1234567";
const scalable = {
  serviceNamespace: "lambda",
  scalableDimension: "lambda:function:ProvisionedConcurrency",
  resourceId: "function:shop-prod-api-1234567:42",
};
const tags = { "goserverless:name": "api" };
const names = {
  function: "aws:lambda/function:Function shop-prod-api",
  provisioned: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig shop-prod-api-warm",
  target: "aws:appautoscaling/target:Target shop-prod-api-warm",
  policy: "aws:appautoscaling/policy:Policy shop-prod-api-warm",
  schedule: (index: number) =>
    `aws:appautoscaling/scheduledAction:ScheduledAction shop-prod-api-warm-${index}`,
};
const policy = (targetValue: number) => ({
  ...scalable,
  name: "shop-prod-api-warm",
  policyType: "TargetTrackingScaling",
  targetTrackingScalingPolicyConfiguration: {
    targetValue,
    predefinedMetricSpecification: { predefinedMetricType: "LambdaProvisionedConcurrencyUtilization" },
  },
});
const workingHours = [
  { cron: "0 8 * * MON-FRI", timezone: "Asia/Shanghai", instances: 10 },
  { cron: "0 20 * * *", timezone: "Asia/Shanghai", instances: 2 },
];
/** 04:00 on a Monday in Shanghai. */
const night = "2026-11-22T20:00:00Z";

describe("ready instances on aws", () => {
  it("belong to the version and never to $LATEST, and the alias waits for them (traps 1 and 5)", async () => {
    const args = { warm: { instances: 2 } };
    assert.deepEqual(await declareChanges(args), {
      [names.provisioned]: { functionName, qualifier: "42", provisionedConcurrentExecutions: 2 },
    });
    const { options, outputs } = await declare(args);
    assert.deepEqual(options["warm"], { after: [] });
    assert.deepEqual(options["alias"], { after: ["warm"], deleteBeforeReplace: false });
    // us-east-1, arm64: 2 x 0.25 GB x 2,628,000 s x 0.0000033334 USD, and x 0.0000077778 USD more
    assert.deepEqual(outputs["warmCost"], {
      idleUsdPerMonth: 4.38,
      activeUsdPerMonth: 14.6,
      breakEvenOccupancy: 0.6,
      prices: { place: "us-east-1", days: ["2026-09-22"] },
    });
  });

  it("are nothing where none are asked for", async () => {
    assert.deepEqual(await declareChanges({ warm: { instances: 0 } }), {});
  });

  it("begin at the top where use scales them, and then belong to autoscaling", async () => {
    const args = { warm: { instances: 2, autoscale: { max: 20, targetUtilization: 0.6 } } };
    assert.deepEqual(await declareChanges(args), {
      [names.function]: { description: "goserverless: ready instances: 2, up to 20 at 0.6 utilization" },
      [names.provisioned]: { functionName, qualifier: "42", provisionedConcurrentExecutions: 20 },
      [names.target]: { ...scalable, minCapacity: 2, maxCapacity: 20, tags },
      [names.policy]: policy(0.6),
    });
    const { options } = await declare(args);
    assert.deepEqual(options["warm"], { after: [], ignoreChanges: ["provisionedConcurrentExecutions"] });
    assert.deepEqual(options["warmTarget"], { after: ["warm"] });
    assert.deepEqual(options["alias"], {
      after: ["warm", "warmTarget", "warmPolicy"],
      deleteBeforeReplace: false,
    });
  });

  it("never scale to nothing, which would take the configuration away", async () => {
    const changes = await declareChanges({ warm: { autoscale: { max: 3 } } });
    assert.deepEqual(changes[names.target], { ...scalable, minCapacity: 1, maxCapacity: 3, tags });
  });

  it("begin with what the last schedule said, and then belong to the schedules", async () => {
    const args = { warm: { schedules: workingHours } };
    assert.deepEqual(await declareChanges(args, { at: night }), {
      [names.function]: {
        description:
          "goserverless: ready instances: 0, 10 from 0 8 * * MON-FRI Asia/Shanghai, 2 from 0 20 * * * Asia/Shanghai",
      },
      [names.provisioned]: { functionName, qualifier: "42", provisionedConcurrentExecutions: 2 },
      [names.target]: { ...scalable, minCapacity: 2, maxCapacity: 2, tags },
      [names.schedule(0)]: {
        ...scalable,
        name: "shop-prod-api-warm-0",
        schedule: "cron(0 8 ? * MON-FRI *)",
        timezone: "Asia/Shanghai",
        scalableTargetAction: { minCapacity: 10, maxCapacity: 10 },
      },
      [names.schedule(1)]: {
        ...scalable,
        name: "shop-prod-api-warm-1",
        schedule: "cron(0 20 * * ? *)",
        timezone: "Asia/Shanghai",
        scalableTargetAction: { minCapacity: 2, maxCapacity: 2 },
      },
    });
    const { options } = await declare(args, { at: night });
    assert.deepEqual(options["warm"], { after: [], ignoreChanges: ["provisionedConcurrentExecutions"] });
    assert.deepEqual(options["warmTarget"], {
      after: ["warm"],
      ignoreChanges: ["minCapacity", "maxCapacity"],
    });
    assert.deepEqual(options["alias"], {
      after: ["warm", "warmTarget", "warmSchedule0", "warmSchedule1"],
      deleteBeforeReplace: false,
    });
  });

  const times: [title: string, at: string, instances: number][] = [
    ["does not count one that is more than half an hour away", "2026-11-22T23:29:59Z", 2],
    ["counts one that fires while the deployment runs", "2026-11-22T23:30:01Z", 10],
    ["does not count the end of the day early", "2026-11-23T11:45:00Z", 10],
  ];
  for (const [title, at, instances] of times) {
    it(`${title}, at ${at}`, async () => {
      const { [names.provisioned]: provisioned, [names.target]: target } = await declareChanges(
        { warm: { schedules: workingHours } },
        { at },
      );
      assert.equal(provisioned?.["provisionedConcurrentExecutions"], instances);
      assert.deepEqual([target?.["minCapacity"], target?.["maxCapacity"]], [instances, instances]);
    });
  }

  it("are scaled by use between what the schedules say and the maximum, which no schedule exceeds", async () => {
    const args = { warm: { instances: 1, autoscale: { max: 6 }, schedules: workingHours } };
    const changes = await declareChanges(args, { at: night });
    assert.deepEqual(changes, {
      [names.function]: {
        description:
          "goserverless: ready instances: 1, up to 6 at 0.7 utilization, 10 from 0 8 * * MON-FRI Asia/Shanghai, 2 from 0 20 * * * Asia/Shanghai",
      },
      [names.provisioned]: { functionName, qualifier: "42", provisionedConcurrentExecutions: 10 },
      [names.target]: { ...scalable, minCapacity: 2, maxCapacity: 10, tags },
      [names.policy]: policy(0.7),
      [names.schedule(0)]: {
        ...scalable,
        name: "shop-prod-api-warm-0",
        schedule: "cron(0 8 ? * MON-FRI *)",
        timezone: "Asia/Shanghai",
        scalableTargetAction: { minCapacity: 10, maxCapacity: 10 },
      },
      [names.schedule(1)]: {
        ...scalable,
        name: "shop-prod-api-warm-1",
        schedule: "cron(0 20 * * ? *)",
        timezone: "Asia/Shanghai",
        scalableTargetAction: { minCapacity: 2, maxCapacity: 10 },
      },
    });
  });
});
