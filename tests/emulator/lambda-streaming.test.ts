import assert from "node:assert/strict";
import type { Emulator } from "../../emulator/emulator.js";
import { buildFixtures, type FixtureName, fixtureZip } from "./fixtures.js";
import { gateForEach } from "./gate.js";
import { call, emulatorForEach, functionConfig, logOf, openCall, plain, told } from "./harness.js";

describe("a function that streams its answers", () => {
  buildFixtures("lambda", "lambdaurl");
  const start = emulatorForEach();
  const gate = gateForEach();

  async function deploy(
    stream: boolean,
    name: FixtureName = "lambda",
  ): Promise<{ emulator: Emulator; url: string }> {
    const emulator = await start();
    const { url } = await emulator.deploy(functionConfig({ http: { stream } }), await fixtureZip(name));
    return { emulator, url };
  }

  it("reaches the caller as it comes", async () => {
    const { url } = await deploy(true);
    const opened = await openCall(url, `/stream?${gate().query}`);
    assert.equal(opened.status, 201);
    assert.equal(opened.headers["x-from"], "stream");
    assert.equal(opened.headers["content-type"], "text/plain");
    assert.deepEqual(opened.headers["set-cookie"], ["a=1", "b=2"]);
    assert.equal(await opened.next(), "first\n");
    await gate().arrived(1);
    gate().open();
    assert.equal(await opened.next(), "last\n");
    assert.equal(await opened.next(), undefined);
  });

  it("reaches the caller whole when the URL does not stream", async () => {
    const { url } = await deploy(false);
    const answer = await call(url, "/stream");
    assert.equal(answer.status, 201);
    assert.equal(answer.headers["content-length"], "11");
    assert.deepEqual(answer.headers["set-cookie"], ["a=1", "b=2"]);
    assert.equal(answer.text, "first\nlast\n");
  });

  it("may come from net/http on the official library", async () => {
    const { emulator, url } = await deploy(true, "lambdaurl");
    const opened = await openCall(url, `/count?${gate().query}`);
    assert.equal(opened.status, 202);
    assert.deepEqual(opened.headers["set-cookie"], ["a=1", "b=2"]);
    for (const line of ["line 1\n", "line 2\n", "line 3\n"]) {
      assert.equal(await opened.next(), line);
      await gate().arrived(1);
      gate().letOne();
    }
    assert.equal(await opened.next(), undefined);
    const options = {
      method: "POST",
      headers: { cookie: "who=me", "content-type": "image/png" },
      body: "bytes",
    };
    assert.equal((await call(url, "/echo?q=1", options)).text, "POST /echo 1 who=me bytes");
    await emulator.cool("shop");
    assert.ok((await logOf(emulator)).includes("the program was told to end"));
  });

  it("shares an instance with others where the library is asked to", async () => {
    const emulator = await start();
    const config = functionConfig({ http: { stream: true }, requestsPerInstance: 3 });
    const { url } = await emulator.deploy(config, await fixtureZip("lambdaurl"));
    const opened = await Promise.all([1, 2, 3].map(() => openCall(url, `/count?${gate().query}`)));
    await gate().arrived(3);
    assert.deepEqual((await emulator.status()).functions[0]?.instances, { starting: 0, idle: 0, busy: 1 });
    gate().open();
    for (const each of opened) {
      for (let piece = await each.next(); piece !== undefined; piece = await each.next());
    }
    await told(emulator, 3);
  });

  it("may have no prelude", async () => {
    const { url } = await deploy(true);
    const answer = await call(url, "/raw-stream");
    assert.deepEqual(
      [answer.status, answer.headers["content-type"], answer.text],
      [200, "text/csv", "first\nlast\n"],
    );
  });

  it("is answered with 502 when its prelude makes no sense", async () => {
    for (const stream of [true, false]) {
      const { emulator, url } = await deploy(stream);
      assert.equal((await call(url, "/bad-stream")).status, 502);
      const lines = (await logOf(emulator)).map(plain);
      assert.ok(
        lines.includes("RequestId: <id> Error: The prelude of a streamed answer must be a JSON object."),
        lines.join("\n"),
      );
      assert.equal((await call(url, "/")).status, 200);
    }
  });

  it("breaks off when the program says that it failed in the middle", async () => {
    const { emulator, url } = await deploy(true);
    await assert.rejects(call(url, "/broken-stream"), { code: "ECONNRESET" });
    await told(emulator, 1);
    assert.equal((await emulator.calls("shop"))[0]?.outcome, "error");
    const lines = (await logOf(emulator)).map(plain);
    assert.ok(lines.includes("RequestId: <id> Error: the source dried up"), lines.join("\n"));
    assert.equal((await call(url, "/")).status, 200);
  });

  it("is answered with 502 then when the URL does not stream", async () => {
    const { url } = await deploy(false);
    assert.equal((await call(url, "/broken-stream")).status, 502);
  });

  it("breaks off when the program ends in the middle", async () => {
    const { emulator, url } = await deploy(true);
    const opened = await openCall(url, `/stream?status=6&${gate().query}`);
    assert.equal(await opened.next(), "first\n");
    gate().open();
    await assert.rejects(
      async () => {
        while ((await opened.next()) !== undefined);
      },
      { code: "ECONNRESET" },
    );
    await told(emulator, 1);
    assert.equal((await emulator.calls("shop"))[0]?.outcome, "crash");
    assert.equal((await call(url, "/")).status, 200);
  });

  it("may be of any length, and goes to its end when the caller is gone", async () => {
    const { emulator, url } = await deploy(true);
    const reader = await openCall(url, `/stream?bytes=30000000`);
    let bytes = 0;
    for (let piece = await reader.next(); piece !== undefined; piece = await reader.next())
      bytes += piece.length;
    assert.equal(bytes, 30_000_011);
    const leaver = await openCall(url, `/stream?bytes=30000000&${gate().query}`);
    leaver.destroy();
    gate().open();
    await told(emulator, 2);
    assert.deepEqual(
      (await emulator.calls("shop")).map(({ outcome }) => outcome),
      ["ok", "ok"],
    );
    assert.equal((await call(url, "/")).status, 200);
  });
});
