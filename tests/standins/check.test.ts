import assert from "node:assert/strict";
import { facts } from "./aws/facts.js";
import { check } from "./check.js";
import { unknown } from "./wire.js";

const types = {
  function: "aws:lambda/function:Function",
  alias: "aws:lambda/alias:Alias",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  action: "aws:appautoscaling/scheduledAction:ScheduledAction",
  bucket: "aws:s3/bucket:Bucket",
  object: "aws:s3/bucketObjectv2:BucketObjectv2",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
} as const;

const role = "arn:aws:iam::123456789012:role/api";

function checked(type: keyof typeof types, news: object, olds: object = {}) {
  const found = facts[types[type]];
  assert.ok(found);
  return check(found, "api", { ...olds }, { ...news });
}

describe("check", () => {
  const refused: { title: string; type: keyof typeof types; news: object; reasons: string[] }[] = [
    {
      title: "an unknown property",
      type: "function",
      news: { role, memory: 128 },
      reasons: [`Invalid or unknown key "memory". Examine values at 'api.memory'.`],
    },
    {
      title: "an output",
      type: "function",
      news: { role, arn: role },
      reasons: [
        `Computed attributes cannot be set, but a value was set for "arn". Examine values at 'api.arn'.`,
      ],
    },
    {
      title: "a missing property",
      type: "function",
      news: {},
      reasons: [
        `Missing required argument. The argument "role" is required, but no definition was found. Examine values at 'api.role'.`,
      ],
    },
    {
      title: "a missing property inside another",
      type: "function",
      news: { role, vpcConfig: { subnetIds: [] } },
      reasons: [
        `Missing required argument. The argument "security_group_ids" is required, but no definition was found. Examine values at 'api.vpcConfig.securityGroupIds'.`,
      ],
    },
    {
      title: "a wrong type",
      type: "function",
      news: { role, memorySize: "much" },
      reasons: ["expected memory_size to be of type number. Examine values at 'api.memorySize'."],
    },
    {
      title: "numbers out of range, all at once",
      type: "function",
      news: { role, memorySize: 64, timeout: 901, reservedConcurrentExecutions: -2 },
      reasons: [
        "expected memory_size to be in the range (128 - 32768), got 64. Examine values at 'api.memorySize'.",
        "expected timeout to be in the range (1 - 900), got 901. Examine values at 'api.timeout'.",
        "expected reserved_concurrent_executions to be at least (-1), got -2. Examine values at 'api.reservedConcurrentExecutions'.",
      ],
    },
    {
      title: "a value that is not in the list",
      type: "logGroup",
      news: { retentionInDays: 8 },
      reasons: [
        "expected retention_in_days to be one of [0,1,3,5,7,14,30,60,90,120,150,180,365,400,545,731,1096,1827,2192,2557,2922,3288,3653], got 8. Examine values at 'api.retentionInDays'.",
      ],
    },
    {
      title: "an item that is not in the list",
      type: "function",
      news: { role, architectures: ["amd64"] },
      reasons: [
        `expected architectures.0 to be one of ["x86_64","arm64"], got amd64. Examine values at 'api.architectures'.`,
      ],
    },
    {
      title: "too many items",
      type: "function",
      news: { role, architectures: ["x86_64", "arm64"] },
      reasons: [
        "Too many list items. Attribute architectures supports 1 item maximum, but config has 2 declared. Examine values at 'api.architectures'.",
      ],
    },
    {
      title: "a name that does not match",
      type: "function",
      news: { role, name: "a.b" },
      reasons: [
        "invalid value for function_name (must match ^[0-9A-Za-z_-]+$), got a.b. Examine values at 'api.name'.",
      ],
    },
    {
      title: "a name that is too long",
      type: "function",
      news: { role, name: "a".repeat(65) },
      reasons: [
        `expected length of function_name to be in the range (1 - 64), got ${"a".repeat(65)}. Examine values at 'api.name'.`,
      ],
    },
    {
      title: "what is no ARN",
      type: "function",
      news: { role: "api" },
      reasons: [`"role" (api) is not a valid ARN. Examine values at 'api.role'.`],
    },
    {
      title: "properties that exclude each other",
      type: "function",
      news: { role, imageUri: "image", s3Bucket: "bucket", s3Key: "key" },
      reasons: [
        `Conflicting configuration arguments. "image_uri": conflicts with s3_bucket. Examine values at 'api.imageUri'.`,
        `Conflicting configuration arguments. "image_uri": conflicts with s3_key. Examine values at 'api.imageUri'.`,
        `Conflicting configuration arguments. "s3_bucket": conflicts with image_uri. Examine values at 'api.s3Bucket'.`,
        `Conflicting configuration arguments. "s3_key": conflicts with image_uri. Examine values at 'api.s3Key'.`,
      ],
    },
    {
      title: "a property without the one that it needs",
      type: "function",
      news: { role, s3Bucket: "bucket" },
      reasons: [
        `Missing required argument. "s3_bucket": all of \`s3_bucket,s3_key\` must be specified. Examine values at 'api.s3Bucket'.`,
      ],
    },
    {
      title: "none of several of which one is needed",
      type: "action",
      news: {
        resourceId: "a",
        scalableDimension: "b",
        serviceNamespace: "c",
        schedule: "d",
        scalableTargetAction: {},
      },
      reasons: [
        `Missing required argument. "scalable_target_action.0.max_capacity": one of \`scalable_target_action.0.max_capacity,scalable_target_action.0.min_capacity\` must be specified. Examine values at 'api.scalableTargetAction.maxCapacity'.`,
        `Missing required argument. "scalable_target_action.0.min_capacity": one of \`scalable_target_action.0.max_capacity,scalable_target_action.0.min_capacity\` must be specified. Examine values at 'api.scalableTargetAction.minCapacity'.`,
      ],
    },
    {
      title: "a number that is no multiple",
      type: "alarm",
      news: { period: 90 },
      reasons: ["expected period to be one of [10,20,30], got 90. Examine values at 'api.period'."],
    },
  ];
  for (const { title, type, news, reasons } of refused) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(
        checked(type, news).failures.map(({ reason }) => reason),
        reasons,
      );
    });
  }

  it("says which property is wrong", () => {
    const { failures } = checked("function", { role, environment: { variables: { KEY: {} } } });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["environment.variables"],
    );
  });

  it("accepts what is not known yet", () => {
    assert.deepEqual(
      checked("function", { role: unknown, memorySize: unknown, layers: [unknown] }).failures,
      [],
    );
  });

  it("fills in defaults, and says which properties are not the program's", () => {
    const { inputs, failures } = checked("logGroup", { retentionInDays: 30, name: "/aws/lambda/api" });
    assert.deepEqual(failures, []);
    const __defaults = ["skipDestroy"];
    assert.deepEqual(inputs, {
      name: "/aws/lambda/api",
      retentionInDays: 30,
      skipDestroy: false,
      __defaults,
    });
  });

  it("makes up a name, and keeps it", () => {
    const { inputs } = checked("alias", {});
    assert.match(String(inputs["name"]), /^api-[0-9a-f]{7}$/);
    assert.deepEqual(inputs["__defaults"], ["name"]);
    assert.equal(checked("alias", {}, inputs).inputs["name"], inputs["name"]);
  });

  it("makes up another name after the program gave one", () => {
    assert.match(
      String(checked("alias", {}, { name: "live", __defaults: [] }).inputs["name"]),
      /^api-[0-9a-f]{7}$/,
    );
  });

  it("names an object after the resource", () => {
    assert.equal(checked("object", { bucket: "b" }).inputs["key"], "api");
  });

  it("refuses a name that the random part makes too long", () => {
    const found = facts[types.bucket];
    assert.ok(found);
    const { inputs } = check(found, "A".repeat(55), {}, {});
    assert.match(String(inputs["bucket"]), /^a{55}-[0-9a-f]{7}$/);
    assert.throws(() => check(found, "A".repeat(56), {}, {}), {
      message: `name '${"A".repeat(56)}-' plus 7 random chars is longer than maximum length 63`,
    });
  });
});
