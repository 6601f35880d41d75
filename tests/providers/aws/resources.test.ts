import assert from "node:assert/strict";
import { facts } from "../../standins/aws/facts.js";
import { sha256 } from "../declarer.js";
import { declare, declareChanges } from "./declare.js";

const tags = { "goserverless:name": "api" };
const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
};
const leastPolicy = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/shop-prod-api-1234567:*",
    },
  ],
};

describe("the resources of a function on aws", () => {
  it("are six for one that sets nothing, and hand over the zip as it is (trap 7)", async () => {
    const { inputs, options, outputs } = await declare();
    assert.deepEqual(inputs, {
      "aws:cloudwatch/logGroup:LogGroup /aws/lambda/shop-prod-api": { retentionInDays: 30, tags },
      "aws:iam/role:Role shop-prod-api": { assumeRolePolicy: trust, tags },
      "aws:iam/rolePolicy:RolePolicy shop-prod-api-own": {
        role: "shop-prod-api-1234567",
        policy: leastPolicy,
      },
      "aws:lambda/function:Function shop-prod-api": {
        code: { file: `/cache/${sha256}.zip` },
        codeSha256: "wN7A3sDewN7A3sDewN7A3sDewN7A3sDewN7A3sDewN4=",
        runtime: "provided.al2023",
        handler: "bootstrap",
        architectures: ["arm64"],
        publish: true,
        role: "arn:aws:iam::123456789012:role/shop-prod-api-1234567",
        memorySize: 256,
        timeout: 10,
        ephemeralStorage: { size: 512 },
        loggingConfig: {
          logGroup: "/aws/lambda/shop-prod-api-1234567",
          logFormat: "JSON",
          applicationLogLevel: "INFO",
          systemLogLevel: "INFO",
        },
        tracingConfig: { mode: "PassThrough" },
        tags,
      },
      "aws:lambda/alias:Alias shop-prod-api": {
        name: "live",
        functionName: "shop-prod-api-1234567",
        functionVersion: "42",
      },
      "aws:lambda/functionUrl:FunctionUrl shop-prod-api": {
        functionName: "shop-prod-api-1234567",
        qualifier: "live",
        authorizationType: "AWS_IAM",
        invokeMode: "BUFFERED",
      },
    });
    assert.deepEqual(options, {
      logGroup: { after: [] },
      role: { after: [] },
      rolePolicy: { after: [], replaceOnChanges: ["policy"] },
      function: { after: ["logGroup", "rolePolicy"] },
      alias: { after: [], deleteBeforeReplace: false },
      url: { after: [] },
    });
    assert.deepEqual(outputs, {
      functionName: "shop-prod-api-1234567",
      functionId: "arn:aws:lambda:us-east-1:123456789012:function:shop-prod-api-1234567",
      version: "42",
      qualifier: "live",
      url: "https://abc.lambda-url.us-east-1.on.aws/",
      warmCost: { idleUsdPerMonth: 0, activeUsdPerMonth: 0 },
    });
  });

  it("take the portable settings", async () => {
    const changes = await declareChanges({
      architecture: "amd64",
      memoryMb: 512,
      timeoutSeconds: 900,
      tmpDiskMb: 1024,
      environment: { TABLE: "orders" },
      maxConcurrency: 7,
      logs: { retentionDays: 7 },
      tags: { team: "checkout" },
    });
    const both = { team: "checkout", "goserverless:name": "api" };
    assert.deepEqual(changes, {
      "aws:cloudwatch/logGroup:LogGroup /aws/lambda/shop-prod-api": { retentionInDays: 7, tags: both },
      "aws:iam/role:Role shop-prod-api": { tags: both },
      "aws:lambda/function:Function shop-prod-api": {
        architectures: ["x86_64"],
        memorySize: 512,
        timeout: 900,
        ephemeralStorage: { size: 1024 },
        environment: { variables: { TABLE: "orders" } },
        reservedConcurrentExecutions: 7,
        tags: both,
      },
    });
  });

  it("take what only aws has, all at once", async () => {
    const changes = await declareChanges({
      warm: { instances: 1 },
      aws: {
        role: "arn:aws:iam::123456789012:role/shop",
        vpc: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"], ipv6: true },
        kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd",
        tracing: true,
        layers: ["arn:aws:lambda:us-east-1:123456789012:layer:certificates:3"],
        logs: {
          applicationLevel: "WARN",
          systemLevel: "DEBUG",
          kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/5678abcd",
        },
        deadLetterArn: "arn:aws:sqs:us-east-1:123456789012:failed",
        async: {
          maxRetries: 0,
          maxAgeSeconds: 60,
          onSuccessArn: "arn:aws:sns:us-east-1:123456789012:done",
          onFailureArn: "arn:aws:sqs:us-east-1:123456789012:failed",
        },
        smoke: { payload: '{"ping":true}' },
        alarms: {
          actionArns: ["arn:aws:sns:us-east-1:123456789012:on-call"],
          errors: 2,
          throttles: 3,
          spillovers: 4,
        },
      },
    });
    assert.deepEqual(changes, {
      "aws:cloudwatch/logGroup:LogGroup /aws/lambda/shop-prod-api": {
        kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/5678abcd",
      },
      "aws:iam/role:Role shop-prod-api": { assumeRolePolicy: undefined, tags: undefined },
      "aws:iam/rolePolicy:RolePolicy shop-prod-api-own": { role: undefined, policy: undefined },
      "aws:lambda/function:Function shop-prod-api": {
        role: "arn:aws:iam::123456789012:role/shop",
        vpcConfig: {
          subnetIds: ["subnet-1", "subnet-2"],
          securityGroupIds: ["sg-1"],
          ipv6AllowedForDualStack: true,
        },
        kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd",
        tracingConfig: { mode: "Active" },
        layers: ["arn:aws:lambda:us-east-1:123456789012:layer:certificates:3"],
        loggingConfig: {
          logGroup: "/aws/lambda/shop-prod-api-1234567",
          logFormat: "JSON",
          applicationLogLevel: "WARN",
          systemLogLevel: "DEBUG",
        },
        deadLetterConfig: { targetArn: "arn:aws:sqs:us-east-1:123456789012:failed" },
      },
      "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig shop-prod-api-warm": {
        functionName: "shop-prod-api-1234567",
        qualifier: "42",
        provisionedConcurrentExecutions: 1,
      },
      "aws:lambda/invocation:Invocation shop-prod-api-smoke": {
        functionName: "shop-prod-api-1234567",
        qualifier: "42",
        input: { ping: true },
      },
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig shop-prod-api": {
        functionName: "shop-prod-api-1234567",
        qualifier: "live",
        maximumRetryAttempts: 0,
        maximumEventAgeInSeconds: 60,
        destinationConfig: {
          onSuccess: { destination: "arn:aws:sns:us-east-1:123456789012:done" },
          onFailure: { destination: "arn:aws:sqs:us-east-1:123456789012:failed" },
        },
      },
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-prod-api-errors": alarm("Errors", 2, "Calls fail."),
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-prod-api-throttles": alarm(
        "Throttles",
        3,
        "Calls are refused: the concurrency is used up.",
      ),
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-prod-api-spillovers": alarm(
        "ProvisionedConcurrencySpilloverInvocations",
        4,
        'Calls start cold: more instances have to be warm ("warm").',
      ),
    });
  });

  it("are written in text where that is asked for, without levels", async () => {
    assert.deepEqual(await declareChanges({ aws: { logs: { format: "text" } } }), {
      "aws:lambda/function:Function shop-prod-api": {
        loggingConfig: { logGroup: "/aws/lambda/shop-prod-api-1234567", logFormat: "Text" },
      },
    });
  });

  it("hold no alarm for spillovers where nothing is warm", async () => {
    assert.deepEqual(Object.keys(await declareChanges({ aws: { alarms: {} } })), [
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-prod-api-errors",
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-prod-api-throttles",
    ]);
  });

  it("leave Lambda's own numbers for asynchronous calls, where only a destination is given", async () => {
    const onFailureArn = "arn:aws:sqs:us-east-1:123456789012:failed";
    const changes = await declareChanges({ aws: { async: { onFailureArn } } });
    assert.deepEqual(
      changes["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig shop-prod-api"],
      {
        functionName: "shop-prod-api-1234567",
        qualifier: "live",
        maximumRetryAttempts: 2,
        maximumEventAgeInSeconds: 21_600,
        destinationConfig: { onFailure: { destination: onFailureArn } },
      },
    );
  });

  it("have no name of their own, or say not to be deleted before a replacement is there (section 8)", async () => {
    const { inputs, options } = await declare(
      {
        warm: { instances: 1, autoscale: { max: 3 }, schedules: [{ cron: "0 8 * * *", instances: 2 }] },
        http: { auth: "none" },
        aws: {
          inlinePolicy: "{}",
          policies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
          async: {},
          alarms: {},
          smoke: { payload: "{}" },
        },
      },
      { built: { bytes: 52_428_801 } },
    );
    assert.equal(Object.keys(inputs).length, 22);
    const autoNamed = Object.entries(inputs).flatMap(([resource, given]) => {
      const [type = ""] = resource.split(" ");
      const { autoname } = facts[type] ?? {};
      return autoname !== undefined && !autoname.plain && autoname.property in given ? [type] : [];
    });
    assert.deepEqual(autoNamed.sort(), [
      "aws:appautoscaling/policy:Policy",
      "aws:appautoscaling/scheduledAction:ScheduledAction",
      "aws:lambda/alias:Alias",
    ]);
    const said = Object.entries(options).filter(([, each]) => each.deleteBeforeReplace !== undefined);
    assert.deepEqual(Object.fromEntries(said.map(([key, each]) => [key, each.deleteBeforeReplace])), {
      alias: false,
      warmPolicy: false,
      warmSchedule0: false,
    });
  });
});

function alarm(metricName: string, threshold: number, alarmDescription: string): object {
  return {
    namespace: "AWS/Lambda",
    metricName,
    dimensions: { FunctionName: "shop-prod-api-1234567" },
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold,
    treatMissingData: "notBreaching",
    alarmDescription,
    alarmActions: ["arn:aws:sns:us-east-1:123456789012:on-call"],
    okActions: ["arn:aws:sns:us-east-1:123456789012:on-call"],
    tags,
  };
}
