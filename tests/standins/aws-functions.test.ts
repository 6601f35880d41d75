import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { fixtureZip } from "../emulator/fixtures.js";
import { archive, Customer, refusal, trust, types, urn, words } from "./aws-customer.js";
import { NotReady } from "./provider.js";
import type { Props } from "./wire.js";

describe("functions", () => {
  const customer = new Customer();
  it("says errors as the provider does", async () => {
    assert.equal(
      await refusal(
        customer.create("Function", { ...customer.base, role: "arn:aws:iam::123456789012:role/nobody" }),
      ),
      "creating lambda Function (api): operation error Lambda: CreateFunction, https response error StatusCode: 400, RequestID: <id>, InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
    );
  });

  const environment = (variables: object) => ({ environment: { variables } });
  const reserved =
    "Lambda was unable to configure your environment variables because the environment variables you have provided";
  const refused: [title: string, changes: Props, message: string][] = [
    [
      "a reserved environment name",
      environment({ AWS_REGION: "x", A_B: "y" }),
      `InvalidParameterValueException: ${reserved} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION`,
    ],
    [
      "an environment that is too large",
      environment({ KEY: "x".repeat(4087) }),
      `InvalidParameterValueException: ${reserved} exceeded the 4KB limit. String measured: {"KEY":"${"x".repeat(4087)}"}`,
    ],
    [
      "an environment name of one letter",
      environment({ K: "x" }),
      `ValidationException: 1 validation error detected: Value '{"K":"x"}' at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]`,
    ],
    [
      "snapshots",
      { snapStart: { applyOn: "PublishedVersions" } },
      "InvalidParameterValueException: provided.al2023 is not supported for SnapStart enabled functions.",
    ],
    [
      "log levels of text",
      { loggingConfig: { logFormat: "Text", systemLogLevel: "WARN" } },
      'InvalidParameterValueException: LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
    ],
    [
      "a network without the permission",
      { vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] } },
      "InvalidParameterValueException: The provided execution role does not have permissions to call CreateNetworkInterface on EC2",
    ],
    [
      "a dead-letter queue without the permission",
      { deadLetterConfig: { targetArn: "arn:aws:sqs:us-east-1:123456789012:q" } },
      "InvalidParameterValueException: The provided execution role does not have permissions to call SendMessage on SQS",
    ],
    [
      "a reservation that leaves too little",
      { reservedConcurrentExecutions: 901 },
      "InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    ],
    [
      "no code",
      { code: undefined },
      "InvalidParameterValueException: Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist",
    ],
    [
      "an image that was not pushed",
      {
        code: undefined,
        packageType: "Image",
        runtime: undefined,
        handler: undefined,
        imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1",
      },
      "InvalidParameterValueException: Source image 123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1 does not exist. Provide a valid source image.",
    ],
  ];
  for (const [title, changes, message] of refused) {
    it(`refuses ${title}`, async () => {
      const props = Object.fromEntries(
        Object.entries({ ...customer.base, ...changes }).filter(([, value]) => value !== undefined),
      );
      assert.equal(await words(customer.create("Function", props)), message);
    });
  }

  it("refuses a zip that cannot be read, and one that is too large", async () => {
    fs.writeFileSync(path.join(customer.aws.account.folder, "bad.zip"), "this is no zip");
    assert.equal(
      await words(customer.create("Function", { ...customer.base, code: archive("bad.zip") })),
      "InvalidParameterValueException: Could not unzip uploaded file. Please check your file, then try to upload again.",
    );
    customer.aws.account.limits.codeSizeZipped = 1000;
    assert.equal(
      await words(customer.create("Function", customer.base)),
      "RequestEntityTooLargeException: Zipped size must be smaller than 1000 bytes",
    );
  });

  it("refuses a role that only another service may assume", async () => {
    const { outputs } = await customer.create("Role", {
      name: "other",
      assumeRolePolicy: trust("ec2.amazonaws.com"),
    });
    assert.equal(
      await words(customer.create("Function", { ...customer.base, role: outputs["arn"] })),
      "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
    );
  });

  it("lets a role do what its policies allow", async () => {
    const deadLetterConfig = { targetArn: "arn:aws:sqs:us-east-1:123456789012:q" };
    const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] });
    await customer.create("RolePolicy", { name: "send", role: "api", policy });
    const policyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole";
    await customer.create("RolePolicyAttachment", { role: "api", policyArn });
    const { outputs } = await customer.create("Function", {
      ...customer.base,
      deadLetterConfig,
      vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
    });
    assert.equal(outputs["version"], "1");
  });

  it("answers what the service adds", async () => {
    const { id, outputs } = await customer.create("Function", customer.base);
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:api";
    assert.equal(id, "api");
    assert.deepEqual(
      [
        "arn",
        "version",
        "qualifiedArn",
        "invokeArn",
        "ephemeralStorage",
        "loggingConfig",
        "tracingConfig",
      ].map((name) => outputs[name]),
      [
        arn,
        "1",
        `${arn}:1`,
        `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
        { size: 512 },
        { logFormat: "Text", logGroup: "/aws/lambda/api" },
        { mode: "PassThrough" },
      ],
    );
  });

  it("publishes a version for code and configuration, and for nothing else", async () => {
    let fn = await customer.create("Function", customer.base);
    const versions: unknown[] = [];
    const { zip } = await fixtureZip("lambda", "2");
    for (const changes of [
      { tags: { a: "b" } },
      { reservedConcurrentExecutions: 5 },
      { memorySize: 256 },
      { code: archive(zip) },
      { publish: false, memorySize: 512 },
      { publish: true },
    ]) {
      fn = await customer.update("Function", fn, changes);
      versions.push(fn.outputs["version"]);
    }
    assert.deepEqual(versions, ["1", "1", "2", "3", "3", "4"]);
  });

  it("publishes no second version of the same", async () => {
    const fn = await customer.create("Function", { ...customer.base, publish: false });
    const again = await customer.update("Function", fn, { publish: true });
    assert.equal(again.outputs["version"], "1");
    customer.api.publish();
    assert.equal(customer.api.lastVersion, "1");
  });

  it("runs from a bucket as well", async () => {
    const { zip } = await fixtureZip("lambda");
    const source = {
      "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
      hash: "1",
      path: zip,
    };
    await customer.create("Bucket", { bucket: "code" });
    await customer.create("BucketObjectv2", { bucket: "code", key: "api.zip", source });
    const { code: _, ...rest } = customer.base;
    await customer.create("Function", { ...rest, s3Bucket: "code", s3Key: "api.zip" });
    const { payload } = await customer.aws.invoke("api", "1", { Do: "answer", Answer: '"from a bucket"' });
    assert.equal(String(payload), '"from a bucket"');
  });

  it("runs the deployed program, and tells of its errors", async () => {
    await customer.create("Function", customer.base);
    const input = JSON.stringify({ Do: "error" });
    assert.equal(
      await refusal(customer.create("Invocation", { functionName: "api", qualifier: "1", input })),
      'creating lambda Invocation (api): Lambda function (api) returned error: ({"errorType":"Shop.Closed","errorMessage":"come back tomorrow"})',
    );
    const { outputs } = await customer.create("Invocation", {
      functionName: "api",
      qualifier: "1",
      input: '{"Do":"answer","Answer":"42"}',
    });
    assert.equal(outputs["result"], "42");
  });

  it("takes everything of a deleted function with it", async () => {
    await customer.create("Function", customer.base);
    await customer.alias();
    const url = await customer.create("FunctionUrl", {
      functionName: "api",
      qualifier: "live",
      authorizationType: "NONE",
    });
    await customer.aws.provider().delete(urn("Function"), "api", customer.base);
    assert.equal(await customer.aws.provider().read(urn("FunctionUrl"), url.id, url.outputs), undefined);
    assert.equal(await customer.aws.provider().read(urn("Function"), "api", customer.base), undefined);
  });
});

describe("aliases", () => {
  const customer = new Customer();
  beforeEach(() => customer.create("Function", customer.base));

  it("point to versions that exist", async () => {
    assert.equal(
      await words(customer.alias("live", "7")),
      "ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:api:7",
    );
  });

  it("have a name that is free", async () => {
    await customer.alias();
    assert.equal(
      await words(customer.alias()),
      "ResourceConflictException: Alias already exists: arn:aws:lambda:us-east-1:123456789012:function:api:live",
    );
  });

  it("have a name that is no number", async () => {
    assert.equal(
      await words(customer.alias("12")),
      "ValidationException: 1 validation error detected: Value '12' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
    );
  });

  const weights: [weights: object, message: string][] = [
    [
      { 1: 0.5 },
      "InvalidParameterValueException: Invalid function version 1. Function version 1 is already included in routing configuration.",
    ],
    [
      { 9: 0.5 },
      "ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:api:9",
    ],
    [
      { 2: 1 },
      "ValidationException: 1 validation error detected: Value '{2=1}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    ],
  ];
  for (const [weight, message] of weights) {
    it(`refuse the weights ${JSON.stringify(weight)}`, async () => {
      assert.equal(await words(customer.alias("live", "1", weight)), message);
    });
  }
});

describe("faults", () => {
  const customer = new Customer();
  it("that pass are not seen", async () => {
    customer.aws.journal.fail({
      action: "lambda:CreateFunction",
      code: "TooManyRequestsException",
      times: 3,
    });
    customer.aws.journal.fail({
      action: "lambda:CreateFunction",
      code: "InvalidParameterValueException",
      message: "The role defined for the function cannot be assumed by Lambda.",
    });
    await customer.create("Function", customer.base);
    assert.deepEqual(customer.aws.writes, [
      ...Array(3).fill("lambda:CreateFunction api !TooManyRequestsException"),
      "lambda:CreateFunction api !InvalidParameterValueException",
      "lambda:CreateFunction api",
    ]);
  });

  it("that stay are told, and matched by resource and operation", async () => {
    await customer.create("Function", customer.base);
    customer.aws.journal.fail({
      type: types.Alias,
      op: "create",
      code: "AccessDeniedException",
      status: 403,
      message: "You may not.",
    });
    assert.equal(await words(customer.alias()), "AccessDeniedException: You may not.");
    await customer.alias();
  });

  it("after the deed leave it done", async () => {
    await customer.create("Function", customer.base);
    customer.aws.journal.fail({ action: "lambda:CreateAlias", after: true, code: "AccessDeniedException" });
    await words(customer.alias());
    assert.ok(customer.api.aliases.has("live"));
  });

  it("in the middle of an update leave the code to be sent again", async () => {
    const fn = await customer.create("Function", customer.base);
    const { zip } = await fixtureZip("lambda", "2");
    customer.aws.journal.fail({ action: "lambda:UpdateFunctionCode", code: "AccessDeniedException" });
    const failure = await customer
      .update("Function", fn, { memorySize: 256, code: archive(zip) })
      .catch((error: unknown) => error);
    assert.ok(failure instanceof NotReady);
    assert.deepEqual(failure.properties["code"], customer.base["code"]);
    assert.equal(failure.properties["memorySize"], 256);
  });
});
