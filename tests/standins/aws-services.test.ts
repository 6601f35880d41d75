import assert from "node:assert/strict";
import { isSchedule } from "./aws/appautoscaling.js";
import { Customer, refusal, trust, urn, words } from "./aws-customer.js";
import type { Props } from "./wire.js";

const scalable = {
  resourceId: "function:api:live",
  scalableDimension: "lambda:function:ProvisionedConcurrency",
  serviceNamespace: "lambda",
};

describe("the smaller services", () => {
  const customer = new Customer();
  beforeEach(async () => {
    await customer.create("Function", customer.base);
    await customer.alias();
  });
  const permission = (changes: Props) =>
    customer.create("Permission", {
      function: "api",
      action: "lambda:InvokeFunction",
      principal: "*",
      ...changes,
    });
  const target = (changes: Props = {}) =>
    customer.create("Target", { ...scalable, minCapacity: 1, maxCapacity: 5, ...changes });
  const scheduled = (changes: Props = {}) =>
    customer.create("ScheduledAction", {
      ...scalable,
      name: "morning",
      schedule: "cron(0 8 * * ? *)",
      scalableTargetAction: { minCapacity: 3 },
      ...changes,
    });
  const tracking = (name: string) =>
    customer.create("Policy", {
      ...scalable,
      name,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 0.7,
        predefinedMetricSpecification: { predefinedMetricType: "LambdaProvisionedConcurrencyUtilization" },
      },
    });

  const refused: [title: string, work: () => Promise<unknown>, message: string][] = [
    [
      "a second policy for the same metric, and not the same policy again",
      async () => {
        await target();
        await tracking("one");
        await tracking("one");
        await tracking("two");
      },
      "ValidationException: Only one TargetTrackingScaling policy for a given metric specification is allowed.",
    ],
    [
      "a statement id that is taken",
      async () => {
        await permission({ statementId: "one" });
        await permission({ statementId: "one" });
      },
      "ResourceConflictException: The statement id (one) provided already exists. Please provide a new statement id, or remove the existing statement.",
    ],
    [
      "a policy on $LATEST",
      () => permission({ qualifier: "$LATEST" }),
      "InvalidParameterValueException: We currently do not support adding policies for $LATEST.",
    ],
    [
      "a principal that is none",
      () => permission({ principal: "me" }),
      "InvalidParameterValueException: The provided principal was invalid. Please check the principal and try again.",
    ],
    [
      "an auth type of another action",
      () => permission({ functionUrlAuthType: "NONE" }),
      "InvalidParameterValueException: FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action",
    ],
    [
      "a permission on an alias that does not exist",
      () => permission({ qualifier: "next" }),
      "ResourceNotFoundException: Cannot find alias arn: arn:aws:lambda:us-east-1:123456789012:function:api:next",
    ],
    [
      "a destination that is the function itself",
      () =>
        customer.create("FunctionEventInvokeConfig", {
          functionName: "api",
          destinationConfig: {
            onFailure: { destination: "arn:aws:lambda:us-east-1:123456789012:function:api" },
          },
        }),
      "InvalidParameterValueException: You can't specify the function as a destination for itself.",
    ],
    [
      "a role that exists",
      () => customer.create("Role", { name: "api", assumeRolePolicy: trust("lambda.amazonaws.com") }),
      "EntityAlreadyExists: Role with name api already exists.",
    ],
    [
      "a policy that is none",
      () => customer.create("RolePolicy", { role: "api", policy: "{}" }),
      "MalformedPolicyDocument: Syntax errors in policy.",
    ],
    [
      "a policy of a role that does not exist",
      () => customer.create("RolePolicy", { role: "nobody", policy: trust("x") }),
      "NoSuchEntity: The role with name nobody cannot be found.",
    ],
    [
      "a managed policy that does not exist",
      () =>
        customer.create("RolePolicyAttachment", {
          role: "api",
          policyArn: "arn:aws:iam::aws:policy/Nothing",
        }),
      "NoSuchEntity: Policy arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.",
    ],
    [
      "a log group that exists",
      async () => {
        await customer.create("LogGroup", { name: "/a" });
        await customer.create("LogGroup", { name: "/a" });
      },
      "ResourceAlreadyExistsException: The specified log group already exists",
    ],
    [
      "a target without its alias",
      () => target({ resourceId: "function:api:next" }),
      "ValidationException: No Lambda function alias or version was found for arn:aws:lambda:us-east-1:123456789012:function:api:next",
    ],
    [
      "a target on $LATEST",
      () => target({ resourceId: "function:api:$LATEST" }),
      "ValidationException: Unsupported service namespace, resource type or scalable dimension",
    ],
    [
      "a target whose bounds are the wrong way",
      () => target({ minCapacity: 6 }),
      "ValidationException: Minimum capacity cannot be greater than maximum capacity",
    ],
    [
      "a schedule without a target",
      () => scheduled(),
      "ObjectNotFoundException: No scalable target registered for service namespace: lambda, resource ID: function:api:live, scalable dimension: lambda:function:ProvisionedConcurrency",
    ],
    [
      "a schedule in Unix's words",
      async () => {
        await target();
        await scheduled({ schedule: "cron(0 8 * * *)" });
      },
      "ValidationException: Invalid schedule expression: cron(0 8 * * *)",
    ],
    [
      "a time zone that does not exist",
      async () => {
        await target();
        await scheduled({ timezone: "Mars/Olympus" });
      },
      "ValidationException: Invalid timezone: Mars/Olympus",
    ],
    [
      "a repository in upper case",
      () => customer.create("Repository", { name: "Api" }),
      "ValidationException: 1 validation error detected: Value 'Api' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*",
    ],
    [
      "an object without its bucket",
      () => customer.create("BucketObjectv2", { bucket: "none", content: "x" }),
      "NoSuchBucket: The specified bucket does not exist",
    ],
    [
      "a bucket that exists",
      async () => {
        await customer.create("Bucket", { bucket: "one" });
        await customer.create("Bucket", { bucket: "one" });
      },
      "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
    ],
  ];
  for (const [title, work, message] of refused) {
    it(`refuse ${title}`, async () => {
      assert.equal(await words(work()), message);
    });
  }

  it("refuse a metric alarm without a statistic in the plan", async () => {
    assert.equal(
      await refusal(
        customer.create("MetricAlarm", { metricName: "Errors", comparisonOperator: "GreaterThanThreshold" }),
      ),
      "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm",
    );
  });

  it("keep a role that has policies", async () => {
    await customer.create("RolePolicy", { name: "p", role: "api", policy: trust("x") });
    assert.equal(
      await words(customer.aws.provider().delete(urn("Role"), "api", {})),
      "DeleteConflict: Cannot delete entity, must delete policies first.",
    );
  });

  it("keep a bucket that has objects, unless told to empty it", async () => {
    const { id, outputs } = await customer.create("Bucket", { bucket: "code" });
    await customer.create("BucketObjectv2", { bucket: "code", key: "a", content: "x" });
    assert.equal(
      await words(customer.remove("Bucket", { id, outputs })),
      "BucketNotEmpty: The bucket you tried to delete is not empty",
    );
  });

  it("own the number of what scales", async () => {
    await customer.warm("live", 1);
    await target();
    await scheduled();
    customer.aws.scale("function:api:live", 9);
    assert.equal(customer.api.provisioned.get("live")?.requested, 5);
    customer.aws.scale("function:api:live", 0);
    customer.aws.runScheduledAction("morning");
    assert.equal(customer.api.provisioned.get("live")?.requested, 3);
  });

  it("drop the schedules of a target that goes", async () => {
    const { id, outputs } = await target();
    await scheduled();
    await customer.remove("Target", { id, outputs });
    assert.deepEqual(customer.aws.account.contents, [
      "aws:iam/role:Role api",
      "aws:lambda/function:Function api",
    ]);
  });
});

describe("the schedule", () => {
  const schedules: [schedule: string, isOne: boolean][] = [
    ["cron(0 8 * * ? *)", true],
    ["cron(0/15 8-18 ? * MON-FRI *)", true],
    ["cron(0 8 1,15 JAN ? 2027)", true],
    ["cron(0 8 ? * 2#1 *)", true],
    ["cron(0 8 L * ? *)", true],
    ["rate(5 minutes)", true],
    ["at(2026-12-24T18:00:00)", true],
    ["cron(0 8 * * * *)", false],
    ["cron(0 8 ? * ? *)", false],
    ["cron(0 0 8 * * ? *)", false],
    ["cron(60 8 * * ? *)", false],
    ["cron(0 8 ? * 0 *)", false],
    ["cron(0 8 ? * MONDAY *)", false],
    ["0 8 * * *", false],
    ["rate(0 minutes)", false],
    ["at(2026-12-24)", false],
  ];
  for (const [schedule, isOne] of schedules) {
    it(`${schedule} is ${isOne ? "" : "not "}one`, () => assert.equal(isSchedule(schedule), isOne));
  }
});
