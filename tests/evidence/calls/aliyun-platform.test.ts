import assert from "node:assert/strict";
import { openAliyun } from "../../../evidence/calls/aliyun-platform.js";
import { measurePlatform } from "../../../evidence/calls/measure-platform.js";
import type { CallPlan, CallTarget, MeasuredCalls } from "../../../evidence/calls/measured-calls.js";
import {
  type FunctionComputeAccount,
  type FunctionComputeOptions,
  refusal,
  resolveToLoopback,
  serveFunctionCompute,
} from "./function-compute-account.js";
import { withEnvironment } from "./with-environment.js";

const target: CallTarget = {
  name: "hello",
  cloud: "aliyun",
  region: "cn-hangzhou",
  account: "1234567890123456",
  functionName: "shop-dev-hello",
  version: "LATEST",
  qualifier: "LATEST",
  packaging: "zip",
  architecture: "amd64",
  memoryMb: 512,
  timeoutSeconds: 10,
  requestsPerInstance: 1,
  log: { project: "shop-logs", logstore: "function" },
};

describe("openAliyun", () => {
  let account: FunctionComputeAccount | undefined;
  let pauses = 0;
  const restore: (() => void)[] = [];

  async function measure(
    options: FunctionComputeOptions,
    plan: Partial<CallPlan> = {},
    changes: Partial<CallTarget> = {},
  ): Promise<MeasuredCalls> {
    account = await serveFunctionCompute(options);
    pauses = 0;
    const pause = async (): Promise<void> => {
      pauses++;
    };
    const credentials = { ALICLOUD_ACCESS_KEY: "LTAIexample", ALICLOUD_SECRET_KEY: "very-secret" };
    restore.push(
      withEnvironment({ ...credentials, ALICLOUD_SECURITY_TOKEN: undefined }),
      resolveToLoopback(),
    );
    const port = account.host.split(":")[1];
    const endpoints = { protocol: "HTTP", functions: account.host, logs: `logs.test:${port}` } as const;
    const whole = { cold: 3, warm: 2, payload: Buffer.from('{"a":1}'), ...plan };
    const whom = { ...target, ...changes };
    return measurePlatform(await openAliyun(whom, whole, pause, endpoints), whom, whole);
  }

  afterEach(async () => {
    for (const undo of restore.splice(0)) undo();
    await account?.end();
    account = undefined;
  });

  it("takes what Function Compute says of cold starts from the log of requests", async () => {
    const measured = await measure({ bursts: [3] });
    const figures = measured.calls.map((call) => call.figures);
    const byStart = figures.slice(0, 3).sort((a, b) => (a?.initMs ?? 0) - (b?.initMs ?? 0));
    assert.deepEqual(byStart, [
      { cold: true, durationMs: 2.92, initMs: 201, coldStartMs: 301 },
      { cold: true, durationMs: 2.92, initMs: 202, coldStartMs: 302 },
      { cold: true, durationMs: 2.92, initMs: 203, coldStartMs: 303 },
    ]);
    assert.deepEqual(figures.slice(3), [
      { cold: false, durationMs: 2.92 },
      { cold: false, durationMs: 2.92 },
    ]);
    assert.ok(measured.calls.every(({ outcome, roundTripMs }) => outcome === "ok" && roundTripMs > 0));
    assert.deepEqual(measured.notes, []);
    assert.equal(pauses, 0);
  });

  it("calls the qualifier with the event, signed", async () => {
    await measure({ bursts: [3] });
    for (const { method, url, headers, body } of account?.invocations() ?? []) {
      const path = "/2023-03-30/functions/shop-dev-hello/invocations?qualifier=LATEST";
      assert.equal(`${method} ${url.pathname}${url.search}`, `POST ${path}`);
      assert.equal(headers["x-fc-invocation-type"], "Sync");
      assert.equal(body.toString(), '{"a":1}');
      assert.match(String(headers.authorization), /^ACS3-HMAC-SHA256 Credential=LTAIexample,/);
    }
    assert.equal(account?.invocations().length, 5);
  });

  it("asks the function's own log store for what is about requests, before the first call too", async () => {
    await measure({ bursts: [3] });
    assert.ok(account?.requests[0]?.url.pathname.startsWith("/logstores/"));
    const [{ url, headers } = assert.fail()] = account?.logRequests() ?? [];
    assert.equal(url.pathname, "/logstores/function");
    assert.equal(headers.host, `shop-logs.logs.test:${account?.host.split(":")[1]}`);
    assert.equal(url.searchParams.get("topic"), "FCRequestMetrics:/shop-dev-hello");
    assert.match(String(headers.authorization), /LTAIexample/);
  });

  it("reads every page of the log, and waits until the last line has arrived", async () => {
    const measured = await measure({ bursts: [120], looks: 3 }, { cold: 120, warm: 1 });
    assert.equal(measured.calls.filter(({ figures }) => figures?.cold === true).length, 120);
    assert.equal(pauses, 6);
    // One look before, three at an empty log and one of two pages; three without the last call, and all pages again.
    assert.equal(account?.logRequests().length, 1 + 3 + 2 + 3 * 2 + 2);
  });

  it("sends as many calls at a time as an instance takes, for each that is to start", async () => {
    const measured = await measure({ bursts: [6] }, { warm: 0 }, { requestsPerInstance: 2 });
    assert.equal(measured.calls.length, 6);
  });

  it("counts refused calls apart", async () => {
    const throttled = refusal(429, "ResourceExhausted");
    const measured = await measure({
      bursts: [2],
      refuse: (_, count) => (count === 4 ? throttled : undefined),
    });
    const outcomes = measured.calls.map(({ outcome }) => outcome).sort();
    assert.deepEqual(outcomes, ["ok", "ok", "ok", "ok", "throttled"]);
    assert.deepEqual(measured.notes, [
      "Only 2 of 3 cold starts could be forced: the concurrency that the function may use was reached.",
    ]);
  });

  it("counts calls that the function failed as such", async () => {
    const { calls } = await measure({ bursts: [3], functionError: "FunctionUnhandledError" }, { warm: 0 });
    assert.deepEqual(
      calls.map(({ outcome }) => outcome),
      ["failed", "failed", "failed"],
    );
  });

  const store = "the log store shop-logs/function in cn-hangzhou";
  const expired =
    "Aliyun does not accept the credentials: InvalidAccessKeyId.NotFound. Renew them, and check the clock of this machine.";
  const withoutLog = [
    [401, "Unauthorized", `These credentials may not read ${store}. Allow "log:GetLogStoreLogs" on it.`],
    [404, "InvalidAccessKeyId.NotFound", expired],
    [
      404,
      "LogStoreNotExist",
      `Aliyun cannot search ${store}: LogStoreNotExist. Run "pulumi refresh", then "pulumi up"; a store of your own needs a full-text index.`,
    ],
    [
      500,
      "InternalServerError",
      `Aliyun did not show ${store}: InternalServerError. "--verbose" shows what Aliyun says.`,
    ],
  ] as const;
  for (const [status, code, message] of withoutLog) {
    it(`makes no call when the log cannot be read: ${code}`, async () => {
      const refuse = () => refusal(status, code);
      await assert.rejects(measure({ refuse }), { name: "EvidenceError", message });
      assert.deepEqual(account?.invocations(), []);
    });
  }

  const what = '"shop-dev-hello" in cn-hangzhou';
  const refusals = [
    [
      403,
      "AccessDenied",
      `These credentials may not call ${what}. Allow "fc:InvokeFunction" on its qualifier "LATEST".`,
    ],
    [404, "InvalidAccessKeyId.NotFound", expired],
    [
      404,
      "FunctionNotFound",
      `Aliyun has no function ${what} with the qualifier "LATEST". Run "pulumi refresh", or measure with the credentials of its account.`,
    ],
    [
      500,
      "InternalServerError",
      `${what} could not be called: InternalServerError. "--verbose" shows what Aliyun says.`,
    ],
  ] as const;
  for (const [status, code, message] of refusals) {
    it(`ends with a sentence when it may not call: ${code}`, async () => {
      const refuse = ({ url }: { url: URL }) =>
        url.pathname.startsWith("/logstores/") ? undefined : refusal(status, code);
      await assert.rejects(measure({ refuse }), { name: "EvidenceError", message });
      assert.equal(account?.invocations().length, 3);
    });
  }

  it("refuses a function whose state names no log store", async () => {
    await assert.rejects(measure({}, {}, { log: null }), {
      name: "EvidenceError",
      message: 'The state of "hello" names no log store. Deploy it again with "pulumi up".',
    });
    assert.deepEqual(account?.requests, []);
  });
});
