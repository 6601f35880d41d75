import assert from "node:assert/strict";
import { once } from "node:events";
import { realpath, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import * as path from "node:path";
import type { Emulator } from "../../emulator/emulator.js";
import type { FunctionConfig } from "../../emulator/index.js";
import { buildFixtures, fixtureZip } from "./fixtures.js";
import { gateForEach } from "./gate.js";
import {
  call,
  emulatorForEach,
  eventually,
  functionConfig,
  isAlive,
  logOf,
  plain,
  testTimings,
  told,
} from "./harness.js";

const memory = "\tMemory Size: 512 MB\tMax Memory Used: <mb>";
const warm = `REPORT RequestId: <id>\tDuration: <ms>\tBilled Duration: <ms>${memory}`;
const cold = `${warm}\tInit Duration: <ms>`;

describe("a function on the Lambda contract", () => {
  buildFixtures("lambda", "hello");
  const start = emulatorForEach();
  const gate = gateForEach();

  async function deploy(changes: Partial<FunctionConfig> = {}): Promise<{ emulator: Emulator; url: string }> {
    const emulator = await start();
    const { url } = await emulator.deploy(functionConfig(changes), await fixtureZip("lambda"));
    return { emulator, url };
  }

  async function invoke(
    emulator: Emulator,
    order: object,
  ): Promise<{ payload: unknown; functionError?: string }> {
    const { payload, functionError } = await emulator.invoke("shop", Buffer.from(JSON.stringify(order)));
    return { payload: JSON.parse(payload.toString("utf8")), functionError };
  }

  it("runs a program on the official library", async () => {
    const emulator = await start();
    const { url } = await emulator.deploy(functionConfig(), await fixtureZip("hello"));
    const answer = await call(url, "/?name=Ada");
    assert.equal(answer.status, 200);
    assert.equal(answer.text, "Hello, Ada!\n");
    assert.equal(answer.headers["content-type"], "text/plain; charset=utf-8");
    assert.match(String(answer.headers["x-amzn-requestid"]), /^[0-9a-f-]{36}$/);
    assert.match(String(answer.headers["x-amzn-trace-id"]), /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  it("hands a request over as an event of payload format 2.0", async () => {
    const { url } = await deploy();
    const options = { method: "POST", headers: { "content-type": "application/json" }, body: '{"q": 1}' };
    const event = JSON.parse((await call(url, "/some/where?a=1", options)).text);
    assert.equal(event.version, "2.0");
    assert.equal(event.rawPath, "/some/where");
    assert.equal(event.body, '{"q": 1}');
    assert.equal(event.isBase64Encoded, false);
    assert.equal(event.requestContext.http.method, "POST");
    assert.equal(`http://${event.requestContext.domainName}/`, url);
  });

  it("hands a direct invoke's payload over as it is, and its answer back", async () => {
    const { emulator } = await deploy();
    const result = await emulator.invoke("shop", Buffer.from('{"any": [1, 2]}'));
    assert.equal(result.payload.toString("utf8"), '{"any": [1, 2]}');
    assert.equal(result.version, "1");
    assert.equal(result.functionError, undefined);
  });

  it("tells the program about the call in the Runtime API's headers", async () => {
    const { emulator } = await deploy({ timeoutSeconds: 7 });
    const before = Date.now();
    const { payload } = await invoke(emulator, { do: "header" });
    const header = payload as Record<string, [string]>;
    assert.deepEqual(header["Lambda-Runtime-Invoked-Function-Arn"], [
      "arn:aws:lambda:us-east-1:000000000000:function:shop",
    ]);
    assert.match(header["Lambda-Runtime-Trace-Id"]?.[0] ?? "", /^Root=1-/);
    assert.match(header["Lambda-Runtime-Aws-Request-Id"]?.[0] ?? "", /^[0-9a-f-]{36}$/);
    const deadline = Number(header["Lambda-Runtime-Deadline-Ms"]?.[0]);
    assert.ok(deadline >= before + 7000 && deadline <= Date.now() + 7000, String(deadline));
  });

  it("gives the program Lambda's environment and the function's own, and nothing else", async () => {
    const { emulator } = await deploy({ environment: { TABLE: "orders", AWS_REGION: "eu-west-1" } });
    const { payload } = await invoke(emulator, { do: "environment" });
    const variables = Object.fromEntries((payload as string[]).map((line) => line.split(/=(.*)/s, 2)));
    const {
      AWS_LAMBDA_RUNTIME_API,
      AWS_LAMBDA_LOG_STREAM_NAME,
      LAMBDA_TASK_ROOT,
      LAMBDA_RUNTIME_DIR,
      TMPDIR,
      ...rest
    } = variables;
    assert.match(AWS_LAMBDA_RUNTIME_API, /^127\.0\.0\.1:\d+$/);
    assert.match(AWS_LAMBDA_LOG_STREAM_NAME, /^\d{4}\/\d\d\/\d\d\/\[1\][0-9a-f]{32}$/);
    assert.match(LAMBDA_TASK_ROOT, /\/functions\/shop\/code\/[0-9a-f]{64}$/);
    assert.equal(LAMBDA_RUNTIME_DIR, LAMBDA_TASK_ROOT);
    assert.match(TMPDIR, /\/functions\/shop\/tmp\/[0-9a-f]{16}$/);
    assert.deepEqual(rest, {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "us-east-1",
      TABLE: "orders",
      AWS_LAMBDA_FUNCTION_NAME: "shop",
      AWS_LAMBDA_FUNCTION_VERSION: "1",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/shop",
      _HANDLER: "bootstrap",
    });
  });

  it("runs the program in its code's folder, with a temporary folder of its own", async () => {
    const { emulator } = await deploy();
    const { payload } = await invoke(emulator, { do: "folder" });
    const { folder, files, tmp, tmpThere } = payload as Record<string, string>;
    assert.match(await realpath(String(folder)), /\/functions\/shop\/code\/[0-9a-f]{64}$/);
    assert.deepEqual(files, ["bootstrap 755", "data 755"]);
    assert.equal(tmpThere, true);
    await emulator.cool("shop");
    await assert.rejects(realpath(String(tmp)), { code: "ENOENT" });
  });

  it("starts cold on demand and stays warm", async () => {
    const { emulator, url } = await deploy();
    const first = JSON.parse((await call(url, "/pid")).text);
    const second = JSON.parse((await call(url, "/pid")).text);
    assert.deepEqual(second, { pid: first.pid, calls: 2 });
    await told(emulator, 2);
    const [one, two] = await emulator.calls("shop");
    assert.equal(one?.cold, true);
    assert.ok((one?.initMs ?? 0) > 0);
    assert.equal(two?.cold, false);
    assert.equal(two?.initMs, undefined);
    assert.deepEqual([one?.outcome, two?.outcome], ["ok", "ok"]);
    assert.ok((one?.maxMemoryMb ?? 0) > 0 || process.platform !== "linux");
  });

  it("tells of each call in the log, with what the program wrote", async () => {
    const { emulator, url } = await deploy();
    await call(url, "/log");
    await call(url, "/");
    await told(emulator, 2);
    await emulator.cool("shop");
    const lines = (await logOf(emulator)).map(plain);
    assert.deepEqual(
      lines.filter((line) => !line.startsWith("to std")),
      [
        ...["START RequestId: <id> Version: 1", "END RequestId: <id>", cold],
        ...["START RequestId: <id> Version: 1", "END RequestId: <id>", warm, "without an end"],
      ],
    );
    assert.deepEqual(lines.filter((line) => line.startsWith("to std")).sort(), ["to stderr", "to stdout"]);
  });

  it("answers 502 for an error, tells its cause, and keeps the instance", async () => {
    const { emulator, url } = await deploy();
    const before = JSON.parse((await call(url, "/pid")).text);
    const answer = await call(url, "/error");
    assert.equal(answer.status, 502);
    assert.equal(answer.text, '{"Message":"Internal Server Error"}');
    assert.match(String(answer.headers["x-amzn-requestid"]), /^[0-9a-f-]{36}$/);
    assert.equal(JSON.parse((await call(url, "/pid")).text).pid, before.pid);
    await told(emulator, 3);
    const lines = (await logOf(emulator)).map(plain);
    assert.ok(lines.includes("RequestId: <id> Error: come back tomorrow"), lines.join("\n"));
    assert.ok(lines.includes("Shop.Closed"));
    assert.ok(lines.includes(`${warm}\tStatus: error\tError Type: Shop.Closed`));
    assert.equal((await emulator.calls("shop"))[1]?.outcome, "error");
  });

  it("gives a direct invoke the error's document", async () => {
    const { emulator } = await deploy();
    assert.deepEqual(await invoke(emulator, { do: "error" }), {
      payload: { errorType: "Shop.Closed", errorMessage: "come back tomorrow" },
      functionError: "Unhandled",
    });
  });

  it("answers 502 when the program ends in a call, and the next call works", async () => {
    const { emulator, url } = await deploy();
    assert.equal((await call(url, "/exit?status=7")).status, 502);
    assert.equal((await call(url, "/")).status, 200);
    await told(emulator, 2);
    const lines = (await logOf(emulator)).map(plain);
    assert.ok(lines.includes("this cannot go on"));
    assert.ok(
      lines.includes("RequestId: <id> Error: Runtime exited with error: exit status 7"),
      lines.join("\n"),
    );
    assert.ok(lines.includes(`${cold}\tStatus: error\tError Type: Runtime.ExitError`));
    assert.deepEqual((await emulator.calls("shop")).map(({ outcome, cold }) => [outcome, cold])[0], [
      "crash",
      true,
    ]);
  });

  it("says to a direct invoke that the program ended", async () => {
    const { emulator } = await deploy();
    const { payload, functionError } = await invoke(emulator, { do: "exit", status: 7 });
    const { errorType, errorMessage } = payload as Record<string, string>;
    assert.equal(functionError, "Unhandled");
    assert.equal(errorType, "Runtime.ExitError");
    assert.equal(
      plain(String(errorMessage)),
      "RequestId: <id> Error: Runtime exited with error: exit status 7",
    );
  });

  it("gives no call to a program that has answered and is about to end", async () => {
    const { url } = await deploy();
    for (let round = 0; round < 5; round++) {
      assert.equal((await call(url, "/exit-after?status=2")).status, 502);
      assert.equal((await call(url, "/pid")).status, 200);
    }
  });

  it("ends a program whose call takes too long, and the next call works", async () => {
    const { emulator, url } = await deploy({ timeoutSeconds: 1 });
    assert.equal((await call(url, `/?${gate().query}`)).status, 502);
    gate().open();
    assert.equal((await call(url, "/")).status, 200);
    await told(emulator, 2);
    const lines = (await logOf(emulator)).map(plain);
    assert.ok(lines.includes("<time> <id> Task timed out after 1.00 seconds"), lines.join("\n"));
    assert.ok(lines.includes(`${cold}\tStatus: timeout`));
    assert.equal((await emulator.calls("shop"))[0]?.outcome, "timeout");
  });

  it("says to a direct invoke that it took too long", async () => {
    const { emulator } = await deploy({ timeoutSeconds: 1 });
    const { payload, functionError } = await invoke(emulator, { gate: gate().url });
    const { errorType, errorMessage } = payload as Record<string, string>;
    assert.deepEqual([functionError, errorType], ["Unhandled", "Sandbox.Timedout"]);
    assert.equal(plain(String(errorMessage)), "RequestId: <id> Error: Task timed out after 1.00 seconds");
  });

  it("ends a program that has used more memory than it may", async function () {
    if (process.platform !== "linux") this.skip();
    const { emulator, url } = await deploy({ memoryMb: 64 });
    const before = JSON.parse((await call(url, "/pid")).text);
    assert.equal((await call(url, "/memory?bytes=100000000")).status, 200);
    await eventually(() => !isAlive(before.pid), "the program ends");
    assert.equal((await call(url, "/pid")).status, 200);
    await told(emulator, 3);
    const lines = (await logOf(emulator)).map(plain);
    assert.ok(lines.includes("Runtime.OutOfMemory"), lines.join("\n"));
    const used = (await emulator.calls("shop"))[1]?.maxMemoryMb ?? 0;
    assert.ok(used > 90 && used < 200, `${used} MB`);
  });

  it("takes another instance for each call at once, and no more", async () => {
    const { emulator, url } = await deploy();
    const calls = [1, 2, 3].map(() => call(url, `/pid?${gate().query}`));
    await gate().arrived(3);
    assert.deepEqual((await emulator.status()).functions[0]?.instances, { starting: 0, idle: 0, busy: 3 });
    gate().open();
    const pids = new Set((await Promise.all(calls)).map(({ text }) => JSON.parse(text).pid));
    assert.equal(pids.size, 3);
  });

  it("finishes the call of a caller that hangs up, and serves the others", async () => {
    const { emulator, url } = await deploy();
    const leaver = get(new URL(`/pid?${gate().query}`, url), { agent: false });
    const left = once(leaver, "error");
    const stayer = call(url, `/pid?${gate().query}`);
    await gate().arrived(2);
    leaver.destroy(new Error("I have to go."));
    await left;
    gate().open();
    assert.equal((await stayer).status, 200);
    await told(emulator, 2);
    assert.deepEqual(
      (await emulator.calls("shop")).map(({ outcome }) => outcome),
      ["ok", "ok"],
    );
  });

  it("answers 429 beyond the calls it may have at once", async () => {
    const { emulator, url } = await deploy({ maxConcurrency: 2 });
    const calls = [1, 2].map(() => call(url, `/?${gate().query}`));
    await gate().arrived(2);
    const refused = await call(url, "/");
    assert.equal(refused.status, 429);
    assert.equal(refused.text, '{"Message":"Rate Exceeded."}');
    await assert.rejects(emulator.invoke("shop", Buffer.from("{}")), {
      name: "EmulatorError",
      message:
        'Function "shop" has 2 calls at once, which is its "maxConcurrency". Call again when one has ended, or raise it.',
    });
    gate().open();
    for (const answer of await Promise.all(calls)) assert.equal(answer.status, 200);
    assert.equal((await call(url, "/")).status, 200);
  });

  it("keeps so many calls in flight on one connection each without a 429", async () => {
    const { url } = await deploy({ maxConcurrency: 2, warm: { instances: 2, schedules: [] } });
    const statuses = new Set<number>();
    const one = async (): Promise<void> => {
      for (let round = 0; round < 100; round++) statuses.add((await call(url, "/pid")).status);
    };
    await Promise.all([one(), one()]);
    assert.deepEqual([...statuses], [200]);
  });

  it("has warm instances ready, and a new one when one dies", async () => {
    const { emulator, url } = await deploy({ warm: { instances: 2, schedules: [] } });
    const counts = async () => (await emulator.status()).functions[0]?.instances;
    assert.deepEqual(await counts(), { starting: 0, idle: 2, busy: 0 });
    const { pid } = JSON.parse((await call(url, "/pid")).text);
    await told(emulator, 1);
    process.kill(pid, "SIGKILL");
    await eventually(async () => !isAlive(pid) && (await counts())?.idle === 2, "there are two again");
    const variables: string[] = JSON.parse((await call(url, "/environment")).text);
    await told(emulator, 2);
    assert.ok(variables.includes("AWS_LAMBDA_INITIALIZATION_TYPE=provisioned-concurrency"));
    assert.deepEqual(
      (await emulator.calls("shop")).map(({ cold }) => cold),
      [false, false],
    );
    assert.ok((await logOf(emulator)).includes("Runtime exited with error: signal: killed"));
  });

  it("starts cold after it was cooled", async () => {
    const { emulator, url } = await deploy({ warm: { instances: 1, schedules: [] } });
    await call(url, "/");
    await emulator.cool("shop");
    assert.deepEqual((await emulator.status()).functions[0]?.instances, { starting: 0, idle: 0, busy: 0 });
    await call(url, "/");
    await told(emulator, 2);
    assert.deepEqual(
      (await emulator.calls("shop")).map(({ cold }) => cold),
      [false, true],
    );
  });

  it("ends what a program has started, together with it", async () => {
    const { emulator } = await deploy();
    const { payload: child } = await invoke(emulator, { do: "child" });
    assert.equal(isAlive(Number(child)), true);
    await emulator.cool("shop");
    await eventually(() => !isAlive(Number(child)), "the child ends");
  });

  it("takes a program's words about one call in turn", async () => {
    const { emulator } = await deploy();
    await invoke(emulator, { do: "again" });
    assert.deepEqual(await invoke(emulator, { do: "next" }), { payload: 403, functionError: undefined });
    const lines = await logOf(emulator);
    for (const line of ["again 403", "unknown 400", "init 403"])
      assert.ok(lines.includes(line), lines.join("\n"));
  });

  it("infers an answer from JSON without a status", async () => {
    const { url } = await deploy();
    const answer = await call(url, "/answer", {
      method: "POST",
      body: '"Hello"',
      headers: { "content-type": "text/plain" },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.text, '"Hello"');
    assert.equal(answer.headers["content-type"], "application/json");
  });

  it("answers 502 when the program's answer makes no sense, and tells why", async () => {
    const { emulator, url } = await deploy();
    const body = '{"statusCode": 200, "body": 7}';
    assert.equal((await call(url, "/answer", { method: "POST", body })).status, 502);
    await told(emulator, 1);
    const lines = (await logOf(emulator)).map(plain);
    assert.ok(lines.includes('RequestId: <id> Error: "body" must be a string.'), lines.join("\n"));
  });

  it("sends no body where there can be none", async () => {
    const { url } = await deploy();
    const none = await call(url, "/answer", { method: "POST", body: '{"statusCode": 204, "body": "x"}' });
    assert.deepEqual([none.status, none.text, none.headers["content-length"]], [204, "", undefined]);
    const head = await call(url, "/", { method: "HEAD" });
    assert.equal(head.status, 200);
    assert.equal(head.text, "");
  });

  describe("with large payloads", () => {
    it("answers 413 to a request of more than 6 MB", async () => {
      const { emulator, url } = await deploy();
      const large = Buffer.alloc(6_291_557, "x");
      const cases: { title: string; headers: Record<string, string> }[] = [
        { title: "known length", headers: { "content-type": "text/plain" } },
        {
          title: "unknown length",
          headers: { "content-type": "text/plain", "transfer-encoding": "chunked" },
        },
      ];
      for (const { title, headers } of cases) {
        const answer = await call(url, "/", { method: "POST", body: large, headers });
        assert.deepEqual(
          [answer.status, answer.text],
          [413, '{"Message":"Request Entity Too Large"}'],
          title,
        );
      }
      await assert.rejects(emulator.invoke("shop", large), {
        name: "EmulatorError",
        message:
          'The payload for function "shop" must be at most 6291556 bytes, got 6291557. Pass larger data by reference.',
      });
      assert.equal((await call(url, "/")).status, 200);
      await told(emulator, 1);
    });

    it("counts the event, in which bytes are a third larger", async () => {
      const { url } = await deploy();
      assert.equal((await call(url, "/", { method: "POST", body: Buffer.alloc(5_000_000) })).status, 413);
      const text = {
        method: "POST",
        body: Buffer.alloc(5_000_000, "x"),
        headers: { "content-type": "text/plain" },
      };
      assert.equal((await call(url, "/", text)).status, 200);
    });

    it("refuses an answer of more than 6 MB to caller and program", async () => {
      const { emulator, url } = await deploy();
      assert.equal((await call(url, "/bytes?bytes=6291555")).status, 502);
      const { payload, functionError } = await invoke(emulator, { do: "bytes", bytes: 6_291_555 });
      assert.deepEqual(payload, {
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      });
      assert.equal(functionError, "Unhandled");
      assert.equal((await call(url, "/bytes?bytes=6291554")).status, 200);
      await emulator.cool("shop");
      const statuses = (await logOf(emulator)).filter((line) => line.startsWith("status"));
      assert.deepEqual(statuses, ["status 413", "status 413", "status 202"]);
    });
  });

  describe("that does not start", () => {
    it("answers 502 and tells why, and the next call works", async () => {
      const mark = path.join((await fixtureZip("lambda")).zip, "..", "crash");
      const { emulator, url } = await deploy({ environment: { CRASH_IF: mark } });
      await writeFile(mark, "");
      const answer = await call(url, "/");
      assert.equal(answer.status, 502);
      assert.equal(answer.text, '{"Message":"Internal Server Error"}');
      assert.deepEqual(await invoke(emulator, {}), {
        payload: { errorType: "Runtime.ExitError", errorMessage: "Runtime exited with error: exit status 3" },
        functionError: "Unhandled",
      });
      await rm(mark);
      assert.equal((await call(url, "/")).status, 200);
      await told(emulator, 3);
      assert.deepEqual(
        (await emulator.calls("shop")).map(({ outcome }) => outcome),
        ["crash", "crash", "ok"],
      );
      const lines = (await logOf(emulator)).map(plain);
      for (const line of [
        "the database is gone",
        "INIT_REPORT Init Duration: <ms>\tPhase: init\tStatus: error\tError Type: Runtime.ExitError\tError: Runtime exited with error: exit status 3",
        "RequestId: <id> Error: Runtime exited with error: exit status 3",
      ]) {
        assert.ok(lines.includes(line), lines.join("\n"));
      }
    });

    const failures = [
      {
        title: "because its program ends",
        init: "crash",
        message:
          'Function "shop" was not deployed. Its program did not start: Runtime exited with error: exit status 3 (Runtime.ExitError). Its last lines on stderr:\nthe database is not there',
      },
      {
        title: "because it says so",
        init: "error",
        message:
          'Function "shop" was not deployed. Its program did not start: no table is set (Config.Missing).',
      },
    ];
    for (const { title, init, message } of failures) {
      it(`is not deployed, ${title}`, async () => {
        await assert.rejects(deploy({ environment: { INIT: init } }), { name: "EmulatorError", message });
        assert.deepEqual((await (await start()).status()).functions, []);
      });
    }
  });

  describe("that starts too slowly", () => {
    const start = emulatorForEach({ timings: { ...testTimings, initMs: { lambda: 300, fc: 300 } } });

    it("is not deployed", async () => {
      const emulator = await start();
      const config = functionConfig({ environment: { INIT: "hang" } });
      await assert.rejects(emulator.deploy(config, await fixtureZip("lambda")), {
        name: "EmulatorError",
        message:
          'Function "shop" was not deployed. Its program did not start: It was not ready 0.30 seconds after its start (Sandbox.Timedout).',
      });
    });
  });
});
