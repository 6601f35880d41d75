import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { zipCode } from "./aws/lambda-code.js";
import { Customer, host, refusal, urn, words } from "./aws-customer.js";
import { NotReady } from "./provider.js";
import type { Props } from "./wire.js";

describe("provisioned concurrency", () => {
  const customer = new Customer();
  beforeEach(async () => {
    const fn = await customer.create("Function", customer.base);
    await customer.update("Function", fn, { memorySize: 256 });
    await customer.alias();
  });

  it("is ready when the programs are", async () => {
    await customer.warm("2", 2);
    assert.deepEqual(customer.aws.writes.slice(-2), [
      "lambda:PutProvisionedConcurrencyConfig api:2",
      "event:ProvisionedConcurrencyReady api:2=2",
    ]);
    const before = await customer.aws.invoke("api", "2", { Do: "environment" });
    assert.match(String(before.payload), /AWS_LAMBDA_INITIALIZATION_TYPE=provisioned-concurrency/);
    assert.deepEqual(await customer.coldness(1), [false]);
  });

  const refused: [title: string, work: () => Promise<unknown>, message: string][] = [
    [
      "$LATEST",
      () => customer.warm("$LATEST"),
      "InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
    ],
    [
      "a version that does not exist",
      () => customer.warm("7"),
      "ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:api:7",
    ],
    [
      "an alias that does not exist",
      () => customer.warm("next"),
      "ResourceNotFoundException: Cannot find alias arn: arn:aws:lambda:us-east-1:123456789012:function:api:next",
    ],
    [
      "an alias with weights",
      async () => {
        await customer.alias("half", "1", { 2: 0.5 });
        customer.aws.patience.waitMs = 0;
        await customer.warm("half");
      },
      "InvalidParameterValueException: Alias with weights can not be used with Provisioned Concurrency",
    ],
    [
      "an alias of a provisioned version",
      async () => {
        await customer.warm("1");
        await customer.warm("live");
      },
      "ResourceConflictException: Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
    ],
    [
      "a version of a provisioned alias",
      async () => {
        await customer.warm("live");
        await customer.warm("1");
      },
      "ResourceConflictException: Version is pointed by a Provisioned Concurrency alias",
    ],
    [
      "more than is reserved",
      async () => {
        customer.api.reserve(3);
        await customer.warm("1", 2);
        await customer.warm("2", 2);
      },
      "InvalidParameterValueException: Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
    ],
    [
      "a reservation below it",
      async () => {
        await customer.warm("1", 2);
        customer.api.reserve(1);
      },
      " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2].",
    ],
    [
      "more than the account has",
      () => customer.warm("1", 1001),
      "InvalidParameterValueException: Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000].",
    ],
    [
      "more than leaves enough",
      () => customer.warm("1", 901),
      "InvalidParameterValueException: Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    ],
  ];
  for (const [title, work, message] of refused) {
    it(`refuses ${title}`, async () => {
      assert.equal(await words(work()), message);
    });
  }

  it("fails when a program does not start, and leaves something to update", async () => {
    const failure = await customer.warm(customer.publishBroken()).catch((error: unknown) => error);
    assert.ok(failure instanceof NotReady);
    assert.equal(failure.id, "api,3");
    assert.equal(
      failure.message,
      "creating lambda Provisioned Concurrency Config (api,3): waiting for Lambda Provisioned Concurrency Config (api,3) create: unexpected state 'FAILED', wanted target 'READY'. last error: FUNCTION_ERROR_INIT_FAILURE",
    );
    assert.match(await customer.aws.log("api"), /the database is not there/);
  });

  const unstartable: [title: string, files: Parameters<typeof zipSync>[0]][] = [
    ["without a bootstrap", { "main.go": new Uint8Array() }],
    [
      "whose bootstrap cannot be executed",
      { bootstrap: [new Uint8Array([35]), { os: 3, attrs: 0o100644 * 0x10000 }] },
    ],
  ];
  for (const [title, files] of unstartable) {
    it(`fails for a zip ${title}`, async () => {
      const fn = customer.api;
      fn.replaceCode(zipCode(Buffer.from(zipSync(files))), [host]);
      const { number } = fn.publish();
      assert.match(await refusal(customer.warm(number)), /last error: FUNCTION_ERROR_INIT_FAILURE$/);
    });
  }

  it("stays ready while more of it is made", async () => {
    const warm = await customer.warm("2", 1);
    const seen = new Set<number | undefined>();
    const watcher = customer.aws.journal.watch(() => seen.add(customer.api.provisioned.get("2")?.allocated));
    await customer.update("ProvisionedConcurrencyConfig", warm, { provisionedConcurrentExecutions: 3 });
    watcher.end();
    assert.deepEqual([...seen], [1, 3]);
  });

  it("is left as it is where the program does not own the number", async () => {
    const { id, inputs, outputs } = await customer.warm("2", 1);
    const wanted = { ...inputs, provisionedConcurrentExecutions: 3 };
    const type = urn("ProvisionedConcurrencyConfig");
    const ignored = ["provisionedConcurrentExecutions"];
    const provider = customer.aws.provider();
    assert.deepEqual(provider.diff(type, outputs, wanted, ignored).changes, []);
    assert.equal(provider.diff(type, outputs, wanted).changes.length, 1);
    await provider.update(type, id, outputs, wanted, false, ignored);
    assert.equal(customer.api.provisioned.get("2")?.requested, 1);
  });

  it("on an alias moves when the new version is warm", async () => {
    const live = await customer.create("Alias", { name: "next", functionName: "api", functionVersion: "1" });
    await customer.warm("next");
    await customer.update("Alias", live, { functionVersion: "2" });
    assert.deepEqual(customer.aws.writes.slice(-3), [
      "lambda:UpdateAlias api:next",
      "event:AliasRouted api:next=2",
      "event:ProvisionedConcurrencyReady api:next=1",
    ]);
  });

  it("on an alias stays with weights when the new version does not start", async () => {
    const live = await customer.create("Alias", { name: "next", functionName: "api", functionVersion: "1" });
    await customer.warm("next");
    customer.aws.patience.waitMs = 500;
    assert.equal(
      await refusal(customer.update("Alias", live, { functionVersion: customer.publishBroken() })),
      `updating lambda Alias (${live.id}): timeout while waiting for state to become 'READY' (last state: 'WEIGHTED', timeout: 15m0s)`,
    );
    assert.deepEqual(customer.api.alias("next").weights, { 1: 0.9 });
    assert.equal((await customer.aws.invoke("api", "next", { Do: "answer", Answer: "1" })).version, "1");
  });

  it("is gone from the programs when it is deleted", async () => {
    const { id, outputs } = await customer.warm("2", 1);
    await customer.remove("ProvisionedConcurrencyConfig", { id, outputs });
    await customer.aws.invoke("api", "2", { Do: "answer", Answer: "1" });
    assert.deepEqual(await customer.coldness(1), [true]);
  });
});

describe("function URLs", () => {
  const customer = new Customer();
  beforeEach(async () => {
    await customer.create("Function", customer.base);
    await customer.alias();
  });
  const url = (authorizationType: string, qualifier?: string) =>
    customer.create("FunctionUrl", {
      functionName: "api",
      authorizationType,
      ...(qualifier && { qualifier }),
    });
  const get = async ({ outputs }: { outputs: Props }, headers = {}) => {
    const answer = await fetch(`${customer.aws.localUrl(String(outputs["functionUrl"]))}answer`, {
      method: "POST",
      body: '"hello"',
      headers,
    });
    return `${answer.status} ${await answer.text()}`;
  };
  const forbidden =
    '403 {"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}';

  it("answer when both statements are there", async () => {
    const open = await url("NONE", "live");
    assert.equal(open.id, "api/live");
    assert.match(
      String(open.outputs["functionUrl"]),
      /^https:\/\/[0-9a-f]{32}\.lambda-url\.us-east-1\.on\.aws\/$/,
    );
    assert.equal(await get(open, { "content-type": "application/json" }), '200 "hello"');
    customer.api.policies.get("live")?.pop();
    assert.equal(await get(open), forbidden);
  });

  it("want a signature otherwise", async () => {
    const closed = await url("AWS_IAM", "live");
    assert.equal(await get(closed), forbidden);
    assert.match(await get(closed, { authorization: "AWS4-HMAC-SHA256 Credential=..." }), /^200 /);
  });

  it("keep their grants as they were when the kind of access changes", async () => {
    const closed = await url("AWS_IAM", "live");
    const open = await customer.update("FunctionUrl", closed, { authorizationType: "NONE" });
    assert.equal(open.outputs["functionUrl"], closed.outputs["functionUrl"]);
    assert.equal(await get(open), forbidden);
  });

  const refused: [qualifier: string, message: string][] = [
    [
      "1",
      "ValidationException: 1 validation error detected: Value '1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)",
    ],
    [
      "$LATEST",
      "ValidationException: 1 validation error detected: Value '$LATEST' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)",
    ],
    [
      "next",
      "ResourceNotFoundException: Cannot find alias arn: arn:aws:lambda:us-east-1:123456789012:function:api:next",
    ],
  ];
  for (const [qualifier, message] of refused) {
    it(`refuse the qualifier ${qualifier}`, async () => {
      assert.equal(await words(url("NONE", qualifier)), message);
    });
  }

  it("are one for each alias", async () => {
    await url("NONE", "live");
    assert.equal(
      await words(url("NONE", "live")),
      "ResourceConflictException: Failed to create function url config for [functionArn = arn:aws:lambda:us-east-1:123456789012:function:api:live]. Error message:  FunctionUrlConfig exists for this Lambda function",
    );
  });
});
