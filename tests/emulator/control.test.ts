import assert from "node:assert/strict";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { request } from "node:http";
import * as path from "node:path";
import { connectTo } from "../../emulator/connect.js";
import { ControlClient } from "../../emulator/control-client.js";
import { type RunningEmulator, runEmulator } from "../../emulator/run-emulator.js";
import { controlSocket, makePrivateFolder } from "../../emulator/state-folder.js";
import { buildFixtures, fixtureZip } from "./fixtures.js";
import { gateForEach } from "./gate.js";
import { call, functionConfig, logOf, plain, temporaryFolder, testTimings, told } from "./harness.js";

describe("the control channel", () => {
  buildFixtures("lambda");
  const gate = gateForEach();
  const running: RunningEmulator[] = [];
  const folder = temporaryFolder(async () => {
    for (const { emulator, closed } of running.splice(0)) {
      await emulator.stop();
      await closed;
    }
  });

  async function run(
    stateFolder = folder(),
  ): Promise<{ client: ControlClient; socket: string } & RunningEmulator> {
    const started = await runEmulator({ stateFolder, packageVersion: "1.2.3", timings: testTimings });
    running.push(started);
    const socket = controlSocket(stateFolder);
    return { client: new ControlClient(socket), socket, ...started };
  }

  it("is a socket that only its user can open", async () => {
    const { socket } = await run();
    const found = await stat(socket);
    assert.equal(found.isSocket(), true);
    assert.equal(found.mode & 0o777, 0o600);
    assert.equal((await stat(path.dirname(socket))).mode & 0o777, 0o700);
  });

  it("works where the state folder's path is too long for a socket", async () => {
    const deep = path.join(folder(), "deep".repeat(30));
    await makePrivateFolder(deep);
    const { client, socket } = await run(deep);
    assert.ok(!socket.startsWith(deep), socket);
    assert.equal((await client.status()).version, "1.2.3");
    assert.equal((await stat(path.dirname(socket))).mode & 0o777, 0o700);
  });

  it("does what the emulator does", async () => {
    const { client } = await run();
    const config = functionConfig({ warm: { instances: 1, schedules: [] } });
    const deployed = await client.deploy(config, await fixtureZip("lambda"));
    assert.deepEqual([deployed.name, deployed.version], ["shop", "1"]);
    assert.equal((await call(deployed.url, "/")).status, 200);
    const bytes = Buffer.from('{"utf8":"é","nul":"\\u0000"}');
    const result = await client.invoke("shop", bytes);
    assert.deepEqual([result.payload, result.version, result.functionError], [bytes, "1", undefined]);
    const failed = await client.invoke("shop", Buffer.from('{"do":"error"}'));
    assert.equal(failed.functionError, "Unhandled");
    assert.equal(JSON.parse(failed.payload.toString()).errorType, "Shop.Closed");
    await told(client, 3);
    assert.deepEqual(
      (await client.calls("shop")).map(({ outcome }) => outcome),
      ["ok", "ok", "error"],
    );
    await client.cool("shop");
    const { functions, pid } = await client.status();
    assert.equal(pid, process.pid);
    assert.deepEqual(functions[0]?.instances, { starting: 0, idle: 0, busy: 0 });
    await client.remove("shop");
    assert.deepEqual((await client.status()).functions, []);
  });

  it("gives an error back as the sentence it was", async () => {
    const { client } = await run();
    await assert.rejects(client.remove("shop"), {
      name: "EmulatorError",
      message: 'Function "shop" is not deployed on the local cloud.',
    });
    await assert.rejects(logOf(client), {
      name: "EmulatorError",
      message: 'Function "shop" is not deployed on the local cloud.',
    });
    await assert.rejects(client.deploy(functionConfig({ name: "a/../b" }), await fixtureZip("lambda")), {
      name: "EmulatorError",
      message:
        '"name" must be 1-128 letters, digits, "-" or "_" and begin with a letter or digit, got "a/../b".',
    });
  });

  it("answers what it does not know with a sentence", async () => {
    const { socket } = await run();
    const answer = await new Promise<string>((resolve, reject) => {
      const sent = request({ socketPath: socket, path: "/what", agent: false }, (response) => {
        response.setEncoding("utf8").on("data", (text: string) => resolve(`${response.statusCode} ${text}`));
      });
      sent.on("error", reject).end();
    });
    assert.equal(answer, '400 {"error":{"message":"The emulator has no GET /what."}}');
  });

  it("tells the log while it is written, until it was heard enough", async () => {
    const { client } = await run();
    const { url } = await client.deploy(functionConfig(), await fixtureZip("lambda"));
    await call(url, "/");
    const enough = new AbortController();
    const heard: string[] = [];
    for await (const line of client.logs("shop", { follow: true, signal: enough.signal })) {
      heard.push(plain(line).split("\t", 1)[0] ?? "");
      if (heard.length === 3) await call(url, "/");
      if (heard.length === 6) enough.abort();
    }
    const one = ["START RequestId: <id> Version: 1", "END RequestId: <id>", "REPORT RequestId: <id>"];
    assert.deepEqual(heard.slice(0, 6), [...one, ...one]);
  });

  it("ends the log of a follower when the function is removed", async () => {
    const { client } = await run();
    const { url } = await client.deploy(functionConfig(), await fixtureZip("lambda"));
    await call(url, "/");
    let removed: Promise<void> | undefined;
    for await (const _ of client.logs("shop", { follow: true })) removed ??= client.remove("shop");
    await removed;
  });

  it("answers a call that the emulator's end cuts short", async () => {
    const { client, emulator } = await run();
    await client.deploy(functionConfig(), await fixtureZip("lambda"));
    const waiting = client.invoke("shop", Buffer.from(JSON.stringify({ gate: gate().url })));
    await gate().arrived(1);
    await emulator.stop();
    const { functionError, payload } = await waiting;
    assert.equal(functionError, "Unhandled");
    assert.equal(JSON.parse(payload.toString()).errorType, "Runtime.ExitError");
  });

  it("says that nothing runs when nothing does", async () => {
    const client = new ControlClient(controlSocket(folder()));
    await assert.rejects(client.status(), {
      name: "EmulatorError",
      message: "The local cloud does not run. Start it with: goserverless local start",
    });
    assert.equal(await connectTo(folder()), undefined);
  });

  it("is gone, with its socket, when `stop` has answered", async () => {
    const { client, closed } = await run();
    await client.stop();
    assert.equal((await readdir(folder())).includes("control.sock"), false);
    assert.equal(await connectTo(folder()), undefined);
    await closed;
  });

  it("ends the emulator when its folder was emptied, because nobody finds it any more", async () => {
    const timings = { ...testTimings, watchMs: 10 };
    const { emulator, closed } = await runEmulator({
      stateFolder: folder(),
      packageVersion: "1.2.3",
      timings,
    });
    const { url } = await emulator.deploy(functionConfig(), await fixtureZip("lambda"));
    await rm(folder(), { recursive: true });
    await closed;
    await assert.rejects(call(url, "/"), { code: "ECONNREFUSED" });
  });

  it("refuses a second emulator with the same state", async () => {
    await run();
    await assert.rejects(runEmulator({ stateFolder: folder(), packageVersion: "1.2.3" }), {
      name: "EmulatorError",
      message: `The local cloud in ${folder()} runs already, as process ${process.pid}.`,
    });
  });

  it("refuses a state folder that is open to others", async () => {
    const open = path.join(folder(), "open");
    await mkdir(open, { mode: 0o755 });
    await assert.rejects(run(open), {
      message: `The folder ${open} must belong to you and be closed to others (mode 0700), because functions keep their environment there. Correct it, or set GOSERVERLESS_STATE_DIR to another folder.`,
    });
  });

  it("brings an emulator up for a client that knows how, and asks again", async () => {
    const { emulator, closed } = await run();
    const revived = new ControlClient(controlSocket(folder()), async () => void (await run()));
    assert.equal((await revived.status()).version, "1.2.3");
    await emulator.stop();
    await closed;
    assert.equal((await revived.status()).version, "1.2.3");
    assert.equal(running.length, 2);
  });
});
