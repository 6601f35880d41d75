import assert from "node:assert/strict";
import { request } from "node:http";
import type { Emulator } from "../../emulator/emulator.js";
import type { FunctionConfig } from "../../emulator/index.js";
import { buildFixtures, fixtureZip } from "./fixtures.js";
import { gateForEach } from "./gate.js";
import {
  call,
  emulatorForEach,
  eventually,
  functionConfig,
  logOf,
  openCall,
  plain,
  testTimings,
  told,
} from "./harness.js";

const noHooks = { initialize: false, preStop: false };
const memory = "\tMemory Size: 512 MB\tMax Memory Used: <mb>";
const report = `REPORT RequestId: <id>\tDuration: <ms>\tBilled Duration: <ms>${memory}`;

describe("a function on the contract of Function Compute", () => {
  buildFixtures("fc");
  const start = emulatorForEach();
  const gate = gateForEach();

  async function deploy(changes: Partial<FunctionConfig> = {}): Promise<{ emulator: Emulator; url: string }> {
    const emulator = await start();
    const { url } = await emulator.deploy(
      functionConfig({ contract: "fc", ...changes }),
      await fixtureZip("fc"),
    );
    return { emulator, url };
  }

  it("gets a request as it was sent, with headers of Function Compute", async () => {
    const { url } = await deploy();
    const answer = await call(url, "/a%2Fb?q=1&q=%20", {
      method: "PUT",
      headers: {
        host: "shop.example",
        "x-mine": ["one", "two"],
        "x-fc-account-id": "forged",
        "content-type": "text/plain",
      },
      body: "hé",
    });
    assert.equal(answer.status, 418);
    assert.equal(answer.headers["x-twice"], "one, two");
    assert.match(String(answer.headers["x-fc-request-id"]), /^1-[0-9a-f-]{36}$/);
    const seen = JSON.parse(answer.text);
    assert.deepEqual(
      [seen.method, seen.target, seen.host, seen.body],
      ["PUT", "/a%2Fb?q=1&q=%20", "shop.example", "hé"],
    );
    assert.deepEqual([seen.length, seen.encoding], [3, null]);
    const {
      "X-Fc-Request-Id": [requestId],
      ...headers
    } = seen.headers;
    assert.equal(requestId, answer.headers["x-fc-request-id"]);
    assert.deepEqual(headers, {
      Connection: ["keep-alive"],
      "Content-Length": ["3"],
      "Content-Type": ["text/plain"],
      "X-Mine": ["one", "two"],
      "X-Fc-Account-Id": ["0000000000000000"],
      "X-Fc-Control-Path": ["/http-invoke"],
      "X-Fc-Function-Handler": ["bootstrap"],
      "X-Fc-Function-Memory": ["512"],
      "X-Fc-Function-Name": ["shop"],
      "X-Fc-Function-Timeout": ["20"],
      "X-Fc-Qualifier": ["LATEST"],
      "X-Fc-Region": ["cn-hangzhou"],
      "X-Fc-Retry-Count": ["0"],
      "X-Fc-Version-Id": ["1"],
    });
  });

  const framings = [
    { title: "no body", options: {}, length: 0, encoding: null, body: "" },
    {
      title: "a POST without a body",
      options: { method: "POST", headers: { "content-length": "0" } },
      length: 0,
      encoding: null,
      body: "",
    },
    {
      title: "a body of unknown length",
      options: { method: "POST", headers: { "transfer-encoding": "chunked" }, body: "in pieces" },
      ...{ length: -1, encoding: ["chunked"], body: "in pieces" },
    },
    {
      title: "a GET with a body",
      options: { method: "GET", headers: { "content-length": "3" }, body: "odd" },
      ...{ length: 3, encoding: null, body: "odd" },
    },
  ] as const;
  for (const { title, options, length, encoding, body } of framings) {
    it(`gets ${title} as such`, async () => {
      const { url } = await deploy();
      const seen = JSON.parse((await call(url, "/", options)).text);
      assert.deepEqual([seen.length, seen.encoding, seen.body], [length, encoding, body]);
    });
  }

  it("has Function Compute's environment and its own, and nothing else", async () => {
    const { url } = await deploy({ environment: { TABLE: "orders" } });
    const lines: string[] = JSON.parse((await call(url, "/environment")).text);
    const variables = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2)));
    const { FC_SERVER_PORT, FC_CUSTOM_LISTEN_PORT, FC_INSTANCE_ID, FC_FUNC_CODE_PATH, TMPDIR, ...rest } =
      variables;
    assert.match(FC_SERVER_PORT, /^\d+$/);
    assert.equal(FC_CUSTOM_LISTEN_PORT, FC_SERVER_PORT);
    assert.match(FC_INSTANCE_ID, /^c-[0-9a-f-]{36}$/);
    assert.match(FC_FUNC_CODE_PATH, /\/functions\/shop\/code\/[0-9a-f]{64}$/);
    assert.match(TMPDIR, /\/functions\/shop\/tmp\/[0-9a-f]{16}$/);
    assert.deepEqual(rest, {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
      TABLE: "orders",
      FC_REGION: "cn-hangzhou",
      FC_ACCOUNT_ID: "0000000000000000",
      FC_FUNCTION_NAME: "shop",
      FC_FUNCTION_HANDLER: "bootstrap",
      FC_FUNCTION_MEMORY_SIZE: "512",
      FC_FUNCTION_VERSION: "1",
      FC_VER_ID: "1",
    });
  });

  it("passes the credentials on that it was given", async () => {
    const { url } = await deploy({
      environment: { ALIBABA_CLOUD_ACCESS_KEY_ID: "id", ALIBABA_CLOUD_SECURITY_TOKEN: "token" },
    });
    const { headers } = JSON.parse((await call(url, "/")).text);
    assert.deepEqual([headers["X-Fc-Access-Key-Id"], headers["X-Fc-Security-Token"]], [["id"], ["token"]]);
  });

  it("is invoked directly by POST /invoke", async () => {
    const { emulator } = await deploy();
    const result = await emulator.invoke("shop", Buffer.from("hello"));
    assert.equal(result.payload.toString("utf8"), "POST /invoke application/octet-stream hello");
    assert.equal(result.functionError, undefined);
  });

  it("fails a direct invoke by x-fc-status", async () => {
    const { emulator } = await deploy();
    const result = await emulator.invoke("shop", Buffer.from("fail"));
    assert.equal(result.functionError, "Handled");
    assert.equal(result.payload.toString("utf8"), "POST /invoke application/octet-stream fail");
    await told(emulator, 1);
    assert.equal((await emulator.calls("shop"))[0]?.outcome, "error");
  });

  it("says to a direct invoke that the program ended", async () => {
    const { emulator } = await deploy();
    const { functionError, payload } = await emulator.invoke("shop", Buffer.from("exit"));
    assert.equal(functionError, "Unhandled");
    assert.equal(
      plain(payload.toString("utf8")),
      '{"errorType":"Runtime.ExitError","errorMessage":"RequestId: <id> Error: Runtime exited with error: exit status 5"}',
    );
  });

  it("passes an answer with x-fc-status 404 on, and counts it as failed", async () => {
    const { emulator, url } = await deploy();
    const answer = await call(url, "/failed");
    assert.deepEqual(
      [answer.status, answer.headers["x-fc-status"], answer.text],
      [404, "404", "no such thing"],
    );
    await told(emulator, 1);
    assert.equal((await emulator.calls("shop"))[0]?.outcome, "error");
  });

  it("is told of in the log, once for each call", async () => {
    const { emulator, url } = await deploy();
    await call(url, "/log");
    await told(emulator, 1);
    await emulator.cool("shop");
    const lines = (await logOf(emulator)).map(plain);
    assert.deepEqual(
      lines.filter((line) => line !== "to stdout"),
      ["FC Invoke Start RequestId: <id>", "FC Invoke End RequestId: <id>", `${report}\tInit Duration: <ms>`],
    );
    assert.ok(lines.includes("to stdout"));
  });

  it("is initialized before its first call, and asked to stop before its end", async () => {
    const { emulator, url } = await deploy({ hooks: { initialize: true, preStop: true } });
    assert.equal((await call(url, "/initialized")).text, "true");
    await emulator.cool("shop");
    const lines = (await logOf(emulator)).filter((line) => line.startsWith("control"));
    assert.deepEqual(lines.slice(-2), ["control POST /initialize", "control GET /pre-stop"]);
  });

  it("hears of neither unless it wants to", async () => {
    const { emulator, url } = await deploy();
    assert.equal((await call(url, "/initialized")).text, "false");
    await emulator.cool("shop");
    assert.deepEqual(
      (await logOf(emulator)).filter((line) => line.startsWith("control")),
      [],
    );
  });

  const failures: {
    title: string;
    environment: Record<string, string>;
    hooks: FunctionConfig["hooks"];
    reason: string;
  }[] = [
    {
      title: "its program ends",
      environment: { INIT: "crash" },
      hooks: noHooks,
      reason:
        "Runtime exited with error: exit status 3 (Runtime.ExitError). Its last lines on stderr:\nthe database is not there",
    },
    {
      title: "its initializer fails",
      environment: { INITIALIZE: "500" },
      hooks: { initialize: true, preStop: false },
      reason: "POST /initialize answered 500: no table is set (FunctionInitializeError).",
    },
  ];
  for (const { title, environment, hooks, reason } of failures) {
    it(`is not deployed when ${title}`, async () => {
      await assert.rejects(deploy({ environment, hooks }), {
        name: "EmulatorError",
        message: `Function "shop" was not deployed. Its program did not start: ${reason}`,
      });
    });
  }

  it("answers 502 when its program ends in a call, and the next call works", async () => {
    const { emulator, url } = await deploy();
    const answer = await call(url, "/exit");
    assert.equal(answer.status, 502);
    assert.equal(answer.text, '{"ErrorCode":"FunctionFailed","ErrorMessage":"The function failed."}');
    assert.equal((await call(url, "/pid")).status, 200);
    const lines = (await logOf(emulator)).map(plain);
    assert.ok(lines.includes("this cannot go on"));
    assert.ok(
      lines.includes("RequestId: <id> Error: Runtime exited with error: exit status 5"),
      lines.join("\n"),
    );
    assert.equal((await emulator.calls("shop"))[0]?.outcome, "crash");
  });

  it("answers 502 when a handler breaks off its connection, and keeps the instance", async () => {
    const { emulator, url } = await deploy();
    const before = (await call(url, "/pid")).text;
    assert.equal((await call(url, "/panic")).status, 502);
    assert.equal((await call(url, "/pid")).text, before);
    const lines = (await logOf(emulator)).map(plain);
    assert.ok(
      lines.includes("RequestId: <id> Error: The connection to the program broke: socket hang up"),
      lines.join("\n"),
    );
  });

  it("answers 502 when a call takes too long, and the next call works", async () => {
    const { emulator, url } = await deploy({ timeoutSeconds: 1 });
    const before = (await call(url, "/pid")).text;
    assert.equal((await call(url, `/?${gate().query}`)).status, 502);
    assert.notEqual((await call(url, "/pid")).text, before);
    assert.equal((await emulator.calls("shop"))[1]?.outcome, "timeout");
  });

  it("has as many calls at once in one instance as it takes", async () => {
    const { emulator, url } = await deploy({ requestsPerInstance: 2 });
    const calls = [1, 2, 3].map(() => call(url, `/pid?${gate().query}`));
    await gate().arrived(3);
    assert.deepEqual((await emulator.status()).functions[0]?.instances, { starting: 0, idle: 0, busy: 2 });
    gate().open();
    assert.equal(new Set((await Promise.all(calls)).map(({ text }) => text)).size, 2);
  });

  it("streams both ways", async () => {
    const { url } = await deploy();
    const opened = await openCall(url, `/stream?bytes=3000000&${gate().query}`);
    assert.equal(await opened.next(), "first\n");
    gate().open();
    let bytes = 0;
    for (let piece = await opened.next(); piece !== undefined; piece = await opened.next())
      bytes += piece.length;
    assert.equal(bytes, 3_000_005);
    const body = Buffer.alloc(20_000_000);
    assert.equal((await call(url, "/count", { method: "POST", body })).text, "20000000");
  });

  it("frees its instance when a caller hangs up", async () => {
    const { emulator, url } = await deploy();
    const before = (await call(url, "/pid")).text;
    const opened = await openCall(url, `/stream?${gate().query}`);
    opened.destroy();
    await told(emulator, 2);
    assert.equal((await call(url, "/pid")).text, before);
  });

  it("frees its instance when a caller hangs up in the middle of its own request", async () => {
    const { emulator, url } = await deploy();
    const before = (await call(url, "/pid")).text;
    const sent = request(new URL("/count", url), { method: "POST", headers: { "content-length": "1000" } });
    sent.on("error", () => {});
    sent.write("half");
    const busy = async () => (await emulator.status()).functions[0]?.instances.busy === 1;
    await eventually(busy, "the call has begun");
    sent.destroy();
    await told(emulator, 2);
    assert.equal((await call(url, "/pid")).text, before);
  });

  it("answers 413 to a request of more than 32 MB", async () => {
    const { emulator, url } = await deploy();
    const body = Buffer.alloc(33_554_433);
    for (const headers of [{ "content-length": "33554433" }, { "transfer-encoding": "chunked" }] as Record<
      string,
      string
    >[]) {
      const answer = await call(url, "/count", { method: "POST", body, headers });
      assert.deepEqual(
        [answer.status, JSON.parse(answer.text)],
        [413, { ErrorCode: "PayloadTooLarge", ErrorMessage: "The request is larger than 32 MB." }],
      );
    }
    await assert.rejects(emulator.invoke("shop", body), {
      name: "EmulatorError",
      message:
        'The payload for function "shop" must be at most 33554432 bytes, got 33554433. Pass larger data by reference.',
    });
    assert.equal((await call(url, "/count", { method: "POST", body: body.subarray(1) })).text, "33554432");
  });

  it("has CORS rules applied to its answers", async () => {
    const cors = {
      allowOrigins: ["https://a.example"],
      allowMethods: ["GET"],
      allowHeaders: [],
      exposeHeaders: [],
      allowCredentials: false,
      maxAgeSeconds: 0,
    };
    const { emulator, url } = await deploy({ http: { stream: false, cors } });
    const headers = { origin: "https://a.example" };
    assert.equal(
      (await call(url, "/pid", { headers })).headers["access-control-allow-origin"],
      "https://a.example",
    );
    const asked = { ...headers, "access-control-request-method": "GET" };
    const preflight = await call(url, "/pid", { method: "OPTIONS", headers: asked });
    assert.deepEqual([preflight.status, preflight.headers["access-control-allow-methods"]], [200, "GET"]);
    await told(emulator, 1);
  });

  describe("that never listens", () => {
    const start = emulatorForEach({ timings: { ...testTimings, initMs: { lambda: 300, fc: 300 } } });

    it("is not deployed", async () => {
      const emulator = await start();
      const config = functionConfig({ contract: "fc", environment: { INIT: "hang" } });
      await assert.rejects(emulator.deploy(config, await fixtureZip("fc")), {
        name: "EmulatorError",
        message:
          'Function "shop" was not deployed. Its program did not start: It was not ready 0.30 seconds after its start (Sandbox.Timedout).',
      });
    });
  });
});
