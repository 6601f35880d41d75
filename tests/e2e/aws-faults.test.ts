import assert from "node:assert/strict";
import type { Fault } from "../standins/journal.js";
import { AwsProject, withoutSuffix } from "./aws-project.js";
import { get } from "./load.js";

const denied = "User: arn:aws:iam::123456789012:user/tester is not authorized to perform this.";
const quota =
  'Lower "warm" or "maxConcurrency", or have the quota "Concurrent executions" raised: https://console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384';
const repair = "run `aws lambda publish-version --function-name shop-dev-api`, then `pulumi up --refresh`";
const forGood = 1_000;

/** The errors that the CLI ends with, each one line. */
function errorsIn(output: string): string[] {
  return [...output.slice(output.indexOf("Diagnostics:")).matchAll(/^[ \t]+(?:error: |\* )(.*)$/gm)]
    .map(([, line = ""]) => withoutSuffix(line).replace(/RequestID: [0-9a-f-]{36}/, "RequestID: <id>"))
    .filter((line) => !["update failed", "1 error occurred:"].includes(line))
    .sort();
}

describe("a deployment to AWS that meets", function () {
  this.timeout(240_000);
  let shop: AwsProject;
  let edition = 0;

  before(async () => {
    shop = await AwsProject.start({ limits: { concurrentExecutions: 120 } });
    shop.aws.patience.attempts = 4;
  });
  after(() => shop.stop());

  const fail = (fault: Fault) => shop.aws.journal.fail(fault);
  const failForGood = (fault: Fault) => fail({ ...fault, times: forGood });
  const body = async () => (await get((await shop.outputs()).localUrl)).body;

  /** Another program, and what it answers. */
  function edit(): string {
    edition += 1;
    shop.project.writeFunction("api", `Edition ${edition}, %s!`);
    return `Edition ${edition}, world!\n`;
  }

  async function failing(args?: Parameters<AwsProject["failingUp"]>[0]): Promise<string[]> {
    const output = await shop.failingUp(args);
    shop.aws.journal.heal();
    return errorsIn(output);
  }

  const message = "The role defined for the function cannot be assumed by Lambda.";
  const fault = { action: "lambda:CreateFunction", code: "InvalidParameterValueException", message };

  it("a new role that is never known says what to do", async () => {
    failForGood(fault);
    assert.deepEqual(await failing(), [
      "creating lambda Function (shop-dev-api): operation error Lambda: CreateFunction, https response error StatusCode: 400, RequestID: <id>, InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
      'shop-dev-api: Lambda may not use the role. Its trust policy has to allow "sts:AssumeRole" to lambda.amazonaws.com; a role that was just made can take a minute, so deploy again.',
    ]);
  });

  it("a new role that is known after a while goes on", async () => {
    fail({ ...fault, times: 3 });
    await shop.up();
    assert.equal(await body(), "Hello, world!\n");
  });

  it("an account that is too small for the ready instances says so, and works with fewer", async () => {
    const errors = await failing({ warm: { instances: 21 } });
    assert.deepEqual(errors, [
      "creating lambda Provisioned Concurrency Config (shop-dev-api-warm): operation error Lambda: PutProvisionedConcurrencyConfig, https response error StatusCode: 400, RequestID: <id>, InvalidParameterValueException: Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
      `shop-dev-api-warm: The account's concurrency in this region is too small for the 21 instances asked for, since AWS keeps 100 for functions without a share of their own. ${quota}`,
    ]);
    assert.equal(await body(), "Hello, world!\n");
    await shop.up({ warm: { instances: 2 } });
    assert.deepEqual(shop.writes, [
      "lambda:PutProvisionedConcurrencyConfig shop-dev-api:1",
      "event:ProvisionedConcurrencyReady shop-dev-api:1=2",
    ]);
  });

  it("an account that is too small for the calls at once says so, and works with fewer", async () => {
    const errors = await failing({ warm: { instances: 2 }, maxConcurrency: 21 });
    assert.deepEqual(errors, [
      `shop-dev-api: The account's concurrency in this region is too small for the 21 instances asked for, since AWS keeps 100 for functions without a share of their own. ${quota} Once this is corrected, ${repair}: a plain \`pulumi up\` would take for done what was not.`,
      "updating lambda Function (shop-dev-api): operation error Lambda: PutFunctionConcurrency, https response error StatusCode: 400, RequestID: <id>, InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    ]);
    await shop.up({ warm: { instances: 2 }, maxConcurrency: 4 });
    assert.deepEqual(shop.writes, ["lambda:PutFunctionConcurrency shop-dev-api"]);
  });

  it('a "maxConcurrency" without room for old and new instances says so', async () => {
    const answer = edit();
    // What "maxConcurrency" was checked against is not what is there.
    const { functionName } = await shop.outputs();
    const fn = shop.aws.account.function(functionName);
    fn.reserved = 3;
    assert.deepEqual(await failing(), [
      "creating lambda Provisioned Concurrency Config (shop-dev-api-warm): operation error Lambda: PutProvisionedConcurrencyConfig, https response error StatusCode: 400, RequestID: <id>, InvalidParameterValueException: Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
      'shop-dev-api-warm: The ready instances of the version before and of the new one do not fit into "maxConcurrency" at once. Raise it to twice the warm number, or to three times with "aws.rollout".',
    ]);
    assert.equal(await body(), "Hello, world!\n");
    await shop.up({ warm: { instances: 2 }, maxConcurrency: 5 });
    assert.equal(await body(), answer);
  });

  it("throttling that goes away takes no notice", async () => {
    const answer = edit();
    fail({ action: "lambda:UpdateFunctionCode", code: "TooManyRequestsException", times: 3 });
    fail({ action: "lambda:UpdateAlias", code: "ServiceException", status: 503, times: 3 });
    await shop.up({ warm: { instances: 2 } });
    assert.equal(await body(), answer);
  });

  it("throttling for good says what to do, and the next one goes on", async () => {
    const [before, answer] = [await body(), edit()];
    failForGood({
      action: "lambda:UpdateFunctionCode",
      code: "TooManyRequestsException",
      message: "Rate exceeded",
    });
    assert.deepEqual(await failing(), [
      "shop-dev-api: AWS refused too many calls at once. Run `pulumi up` again; `--parallel 4` asks for less at a time.",
      "updating lambda Function (shop-dev-api): operation error Lambda: UpdateFunctionCode, https response error StatusCode: 429, RequestID: <id>, TooManyRequestsException: Rate exceeded",
    ]);
    assert.equal(await body(), before);
    await shop.up();
    assert.equal(await body(), answer);
  });

  it("a broken service in the middle keeps serving, and the next one goes on", async () => {
    const [before, answer] = [await body(), edit()];
    failForGood({ action: "lambda:UpdateAlias", code: "ServiceException", message: "Broken." });
    assert.deepEqual(await failing(), [
      "updating lambda Alias (arn:aws:lambda:us-east-1:123456789012:function:shop-dev-api:live): operation error Lambda: UpdateAlias, https response error StatusCode: 500, RequestID: <id>, ServiceException: Broken.",
    ]);
    assert.equal(await body(), before);
    await shop.up();
    assert.equal(await body(), answer);
    const { functionName, version } = await shop.outputs();
    assert.deepEqual([...shop.aws.account.function(functionName).provisioned.keys()], [version]);
  });

  it("a permission that the deployer lacks says so", async () => {
    failForGood({ action: "logs:PutRetentionPolicy", message: denied });
    assert.deepEqual(await failing({ warm: { instances: 2 }, logs: { retentionDays: 7 } }), [
      "/aws/lambda/shop-dev-api: The deployer lacks a permission. The documentation of AWS has the policy that it needs.",
      `updating cloudwatch Log Group (/aws/lambda/shop-dev-api): operation error CloudWatch Logs: PutRetentionPolicy, https response error StatusCode: 403, RequestID: <id>, AccessDeniedException: ${denied}`,
    ]);
    await shop.pulumi("refresh", "--yes");
    await shop.up();
  });

  it("a rollback to what never was says so, and leaves the traffic where it is", async () => {
    const before = await body();
    const errors = await failing({ aws: { rollback: "77" } });
    assert.deepEqual(errors, [
      'shop-dev-api: The version in "aws.rollback" or "aws.rollout.previousVersion" must be one that was published. List them with `aws lambda list-versions-by-function`.',
      "updating lambda Alias (arn:aws:lambda:us-east-1:123456789012:function:shop-dev-api:live): operation error Lambda: UpdateAlias, https response error StatusCode: 404, RequestID: <id>, ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:shop-dev-api:77",
    ]);
    assert.equal(await body(), before);
    await shop.up({ warm: { instances: 2 } });
  });

  it("instances that are slow to be ready keeps the traffic where it is until then", async () => {
    const [before, answer] = [await body(), edit()];
    const { version } = await shop.outputs();
    const next = Number(version) + 1;
    const slow = shop.aws.journal.hold({
      action: "lambda:GetProvisionedConcurrencyConfig",
      target: new RegExp(`:${next}$`),
    });
    const up = shop.up();
    await slow.reached;
    assert.equal(await body(), before);
    assert.ok(!shop.writes.includes("lambda:UpdateAlias shop-dev-api:live"));
    slow.release();
    await up;
    assert.equal(await body(), answer);
  });

  const lost = `before hook "goserverless:aws:refuse-lost-update" failed: The deployment before this one failed while it changed the function, and this one would publish nothing. To repair that, ${repair}.`;
  const hint = `shop-dev-api: Once this is corrected, ${repair}: a plain \`pulumi up\` would take for done what was not.`;

  it("the end of a function's update half-way at the publication says how to repair it, and again until it is", async () => {
    const [before, answer] = [await body(), edit()];
    failForGood({
      action: "lambda:PublishVersion",
      code: "CodeStorageExceededException",
      message: "Code storage limit exceeded.",
    });
    assert.deepEqual(await failing(), [
      hint,
      "updating lambda Function (shop-dev-api): operation error Lambda: PublishVersion, https response error StatusCode: 400, RequestID: <id>, CodeStorageExceededException: Code storage limit exceeded.",
    ]);
    assert.deepEqual(await failing(), [lost]);
    assert.deepEqual(await failing(), [lost]);
    assert.equal(await body(), before);
    const { functionName } = await shop.outputs();
    shop.aws.account.function(functionName).publish();
    await shop.pulumi("up", "--yes", "--skip-preview", "--refresh");
    assert.equal(await body(), answer);
  });

  it("the end of a function's update half-way at the configuration is repaired the same way, secrets or not", async () => {
    const args = { memoryMb: 512, environment: { MODE: "fast" }, secrets: { TOKEN: "hunter2-secret" } };
    failForGood({
      action: "lambda:UpdateFunctionConfiguration",
      code: "ServiceException",
      message: "Broken.",
    });
    assert.deepEqual(await failing(args), [
      hint,
      "updating lambda Function (shop-dev-api): operation error Lambda: UpdateFunctionConfiguration, https response error StatusCode: 500, RequestID: <id>, ServiceException: Broken.",
    ]);
    assert.deepEqual(await failing(), [lost]);
    await shop.pulumi("up", "--yes", "--skip-preview", "--refresh");
    const { functionName, version } = await shop.outputs();
    const { config } = shop.aws.account.function(functionName).version(version);
    assert.deepEqual(
      [config.memorySize, config.environment],
      [512, { variables: { MODE: "fast", TOKEN: "hunter2-secret" } }],
    );
  });

  it("the end of a function's update half-way is repaired by a change of what a version is made of, too", async () => {
    failForGood({ action: "lambda:PublishVersion", code: "CodeStorageExceededException" });
    const answer = edit();
    await failing();
    await shop.up({ memoryMb: 640 });
    assert.equal(await body(), answer);
  });

  it("a refusal while everything is destroyed shows AWS's words, and ends with the next", async () => {
    failForGood({ action: "lambda:DeleteFunctionUrlConfig", message: denied });
    const destroyed = await shop.project.pulumi("destroy", "--yes", "--stack", "dev");
    assert.notEqual(destroyed.status, 0);
    assert.deepEqual(errorsIn(destroyed.output), [
      `deleting lambda Function Url (shop-dev-api/live): operation error Lambda: DeleteFunctionUrlConfig, https response error StatusCode: 403, RequestID: <id>, AccessDeniedException: ${denied}`,
    ]);
    shop.aws.journal.heal();
    await shop.pulumi("destroy", "--yes");
    assert.deepEqual(shop.aws.account.contents, []);
  });
});
