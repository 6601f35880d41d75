import assert from "node:assert/strict";
import { openAws } from "../../../evidence/calls/aws-platform.js";
import { measurePlatform } from "../../../evidence/calls/measure-platform.js";
import type { CallPlan, CallTarget, MeasuredCalls } from "../../../evidence/calls/measured-calls.js";
import { type LambdaAccount, type LambdaOptions, refusal, serveLambda } from "./lambda-account.js";
import { withEnvironment } from "./with-environment.js";

const target: CallTarget = {
  name: "hello",
  cloud: "aws",
  region: "eu-west-1",
  account: "123456789012",
  functionName: "shop-dev-hello",
  version: "3",
  qualifier: "live",
  packaging: "zip",
  architecture: "arm64",
  memoryMb: 128,
  timeoutSeconds: 10,
  requestsPerInstance: 1,
  log: { group: "/aws/lambda/shop-dev-hello-1a2b3c4" },
};
const group = "/aws/lambda/shop-dev-hello-1a2b3c4";
const tailInstead = "The figures are from the end of the log that comes with an answer";

describe("openAws", () => {
  let account: LambdaAccount | undefined;
  let pauses = 0;
  const restore: (() => void)[] = [];

  /** Measures on a pretended account. */
  async function measure(options: LambdaOptions, plan: Partial<CallPlan> = {}): Promise<MeasuredCalls> {
    account = await serveLambda(options);
    pauses = 0;
    const pause = async (): Promise<void> => {
      pauses++;
    };
    restore.push(
      withEnvironment({
        AWS_ENDPOINT_URL: `http://${account.host}`,
        AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY: "very-secret",
        AWS_SESSION_TOKEN: undefined,
        AWS_PROFILE: undefined,
        AWS_REGION: undefined,
        AWS_CONFIG_FILE: "/nonexistent",
        AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
        AWS_EC2_METADATA_DISABLED: "true",
      }),
    );
    const whole = { cold: 3, warm: 2, payload: Buffer.from('{"a":1}'), ...plan };
    return measurePlatform(await openAws(target, whole, pause), target, whole);
  }

  afterEach(async () => {
    for (const undo of restore.splice(0)) undo();
    await account?.end();
    account = undefined;
  });

  const coldOf = ({ calls }: MeasuredCalls) => calls.map(({ figures }) => figures?.initMs ?? null);

  for (const format of ["text", "json"] as const) {
    it(`takes init times from the log in the ${format} format, and calls without one as warm`, async () => {
      const measured = await measure({ bursts: [3], format });
      assert.deepEqual(coldOf(measured).slice(0, 3).sort(), [41, 42, 43]);
      assert.deepEqual(coldOf(measured).slice(3), [null, null]);
      assert.ok(measured.calls.every(({ figures }) => figures?.durationMs === 1.25));
      assert.ok(measured.calls.every(({ outcome, roundTripMs }) => outcome === "ok" && roundTripMs > 0));
      assert.deepEqual(measured.notes, []);
      assert.equal(pauses, 0);
    });
  }

  it("calls the alias with the event, signed, and asks for the end of the log", async () => {
    await measure({ bursts: [3] });
    for (const { method, url, headers, body } of account?.invocations() ?? []) {
      assert.equal(
        `${method} ${url.pathname}${url.search}`,
        "POST /2015-03-31/functions/shop-dev-hello/invocations?Qualifier=live",
      );
      assert.equal(headers["x-amz-log-type"], "Tail");
      assert.equal(body.toString(), '{"a":1}');
      assert.match(
        String(headers.authorization),
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/lambda\/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$/,
      );
    }
    assert.equal(account?.invocations().length, 5);
  });

  it("asks for reports of the function's own log group alone, signed", async () => {
    await measure({ bursts: [3] });
    const [request] = account?.logRequests() ?? [];
    const { startTime, ...asked } = JSON.parse(request?.body.toString() ?? "{}");
    assert.deepEqual(asked, {
      logGroupName: group,
      filterPattern: '?"REPORT RequestId:" ?"platform.report"',
    });
    assert.equal(typeof startTime, "number");
    assert.match(String(request?.headers.authorization), /\/eu-west-1\/logs\/aws4_request, /);
  });

  it("reads every page of the log, and waits until the last line has arrived", async () => {
    const measured = await measure({ bursts: [3], looks: 4, pageSize: 2, withoutTail: true });
    assert.deepEqual(coldOf(measured).slice(0, 3).sort(), [41, 42, 43]);
    assert.deepEqual(measured.notes, []);
    // Four looks at an empty log, then one of two pages; four without the warm calls, then one of three pages.
    assert.equal(pauses, 8);
    assert.equal(account?.logRequests().length, 4 + 2 + 4 * 2 + 3);
  });

  it("sends larger bursts while instances that were ready answer", async () => {
    const measured = await measure({ idle: 5, bursts: [3, 6, 8] }, { warm: 0 });
    assert.equal(measured.calls.length, 3 + 6 + 8);
    assert.equal(account?.pool.started, 3);
    assert.deepEqual(measured.notes, []);
  });

  it("counts refused calls apart, and goes on with what it has", async () => {
    const throttled = refusal(429, "TooManyRequestsException");
    const measured = await measure({
      bursts: [2],
      refuse: (_, count) => (count === 3 ? throttled : undefined),
    });
    const outcomes = measured.calls.map(({ outcome }) => outcome).sort();
    assert.deepEqual(outcomes, ["ok", "ok", "ok", "ok", "throttled"]);
    assert.deepEqual(measured.notes, [
      "Only 2 of 3 cold starts could be forced: the concurrency that the function may use was reached.",
    ]);
  });

  it("counts calls that the function failed as such", async () => {
    const { calls } = await measure({ bursts: [3], functionError: "Unhandled" }, { warm: 0 });
    assert.deepEqual(
      calls.map(({ outcome }) => outcome),
      ["failed", "failed", "failed"],
    );
  });

  const isLog = (url: URL) => url.pathname === "/";
  const withoutLog = [
    [
      refusal(400, "AccessDeniedException"),
      `${tailInstead}, as the credentials may not read the log group ${group} in eu-west-1: allow "logs:FilterLogEvents" on it.`,
    ],
    [
      refusal(400, "ResourceNotFoundException"),
      `${tailInstead}, as there is no log group ${group} in eu-west-1.`,
    ],
    [
      refusal(400, "InvalidParameterException"),
      `${tailInstead}, as the log group ${group} in eu-west-1 could not be read: InvalidParameterException.`,
    ],
  ] as const;
  for (const [answer, note] of withoutLog) {
    it(`uses the end of the log that comes with an answer, and says so: ${note.slice(67, 110)}`, async () => {
      const measured = await measure({ bursts: [3], refuse: ({ url }) => (isLog(url) ? answer : undefined) });
      assert.deepEqual(coldOf(measured).slice(0, 3).sort(), [41, 42, 43]);
      assert.deepEqual(measured.notes, [note]);
      assert.equal(account?.logRequests().length, 1);
    });
  }

  it("does so too when the lines do not come, and waits for them once", async () => {
    const measured = await measure({ bursts: [3], looks: 1000 });
    assert.deepEqual(coldOf(measured).slice(0, 3).sort(), [41, 42, 43]);
    assert.deepEqual(measured.notes, [
      `Not every REPORT came to the log group ${group} in time: the figures are also from the end of the log that comes with an answer.`,
    ]);
    assert.equal(pauses, 29);
  });

  it("makes no more calls when the platform says nothing of them", async () => {
    const measured = await measure({ bursts: [3], looks: 1000, withoutTail: true });
    assert.equal(measured.calls.length, 3);
    assert.equal(
      measured.notes[0],
      "Only 0 of 3 cold starts could be forced: the platform says of no call whether it was one.",
    );
  });

  const refusals = [
    [
      refusal(403, "AccessDeniedException"),
      'These credentials may not call "shop-dev-hello" in eu-west-1. Allow "lambda:InvokeFunction" on it and its alias "live".',
    ],
    [
      refusal(403, "ExpiredTokenException"),
      "AWS does not accept the credentials: ExpiredTokenException. Renew them, and check the clock of this machine.",
    ],
    [
      refusal(404, "ResourceNotFoundException"),
      'AWS has no function "shop-dev-hello" in eu-west-1 with the alias "live". Run "pulumi refresh", or measure with the credentials of its account.',
    ],
    [
      refusal(500, "ServiceException"),
      '"shop-dev-hello" in eu-west-1 could not be called: ServiceException. "--verbose" shows what AWS says.',
    ],
  ] as const;
  for (const [answer, message] of refusals) {
    it(`ends with a sentence: ${message.slice(0, 60)}`, async () => {
      await assert.rejects(measure({ refuse: () => answer }), { name: "EvidenceError", message });
      assert.equal(account?.invocations().length, 3);
    });
  }

  it("says so when there are no credentials, before any call", async () => {
    account = await serveLambda();
    const nothing = [
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_PROFILE",
      "AWS_WEB_IDENTITY_TOKEN_FILE",
      "AWS_CONTAINER_CREDENTIALS_FULL_URI",
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    ];
    restore.push(
      withEnvironment({
        ...Object.fromEntries(nothing.map((name) => [name, undefined])),
        AWS_ENDPOINT_URL: `http://${account.host}`,
        AWS_CONFIG_FILE: "/nonexistent",
        AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
        AWS_EC2_METADATA_DISABLED: "true",
      }),
    );
    await assert.rejects(
      openAws(target, { cold: 1, warm: 1, payload: Buffer.alloc(0) }, async () => {}),
      {
        name: "EvidenceError",
        message:
          'There are no credentials for aws. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE after "aws sso login".',
      },
    );
    assert.equal(account.requests.length, 0);
  });
});
