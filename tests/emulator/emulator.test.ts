import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import * as path from "node:path";
import { Emulator, type EmulatorOptions } from "../../emulator/emulator.js";
import { FakeClock } from "./fake-clock.js";
import { buildFixtures, fixtureZip } from "./fixtures.js";
import { gateForEach } from "./gate.js";
import {
  call,
  eventually,
  functionConfig,
  isAlive,
  logOf,
  temporaryFolder,
  testTimings,
  told,
} from "./harness.js";

const unknown = { name: "EmulatorError", message: 'Function "shop" is not deployed on the local cloud.' };

describe("Emulator", () => {
  buildFixtures("lambda");
  const running = new Set<Emulator>();
  const folder = temporaryFolder(async () => {
    for (const emulator of running) await emulator.stop();
    running.clear();
  });
  const gate = gateForEach();

  async function start(changes: Partial<EmulatorOptions> = {}): Promise<Emulator> {
    const options = { stateFolder: folder(), packageVersion: "1.2.3", timings: testTimings };
    const emulator = await Emulator.start({ ...options, ...changes });
    running.add(emulator);
    return emulator;
  }

  it("tells what it is and has", async () => {
    const emulator = await start();
    assert.deepEqual(await emulator.status(), { pid: process.pid, version: "1.2.3", functions: [] });
    const code = await fixtureZip("lambda");
    const { url } = await emulator.deploy(
      functionConfig({ tags: { team: "a" }, warm: { instances: 1, schedules: [] } }),
      code,
    );
    assert.deepEqual((await emulator.status()).functions, [
      {
        ...{ name: "shop", version: "1", url, contract: "lambda", kind: "zip", sha256: code.sha256 },
        isolation: "none",
        ...{ warmTarget: 1, instances: { starting: 0, idle: 1, busy: 0 }, tags: { team: "a" } },
      },
    ]);
  });

  it("knows only what was deployed", async () => {
    const emulator = await start();
    await assert.rejects(emulator.invoke("shop", Buffer.from("{}")), unknown);
    await assert.rejects(emulator.calls("shop"), unknown);
    await assert.rejects(emulator.cool("shop"), unknown);
    await assert.rejects(emulator.remove("shop"), unknown);
    await assert.rejects(logOf(emulator), unknown);
  });

  it("brings functions back with URL, version and warm instances", async () => {
    const first = await start();
    const code = await fixtureZip("lambda");
    const config = functionConfig({ warm: { instances: 1, schedules: [] } });
    await first.deploy(functionConfig(), await fixtureZip("lambda", "2"));
    const deployed = await first.deploy(config, code);
    await first.deploy(functionConfig({ name: "other" }), code);
    await first.stop();
    await assert.rejects(call(deployed.url, "/"), { code: "ECONNREFUSED" });

    const second = await start();
    const [other, shop] = (await second.status()).functions;
    assert.deepEqual(
      [other?.name, shop?.name, shop?.version, shop?.url],
      ["other", "shop", "2", deployed.url],
    );
    const ready = async () => (await second.status()).functions[1]?.instances.idle === 1;
    await eventually(ready, "the warm instance is ready");
    assert.equal((await call(deployed.url, "/")).status, 200);
    assert.equal((await second.deploy(config, code)).version, "2");
    assert.deepEqual(await readdir(path.join(folder(), "functions/shop/code")), [code.sha256]);
  });

  it("answers calls that come while warm instances are being started again", async () => {
    const first = await start();
    const config = functionConfig({ warm: { instances: 1, schedules: [] } });
    const { url } = await first.deploy(config, await fixtureZip("lambda"));
    await first.stop();
    await start();
    assert.equal((await call(url, "/")).status, 200);
  });

  it("brings the others back when a port is taken, and says so", async () => {
    const first = await start();
    const code = await fixtureZip("lambda");
    const { url } = await first.deploy(functionConfig(), code);
    const other = await first.deploy(functionConfig({ name: "other" }), code);
    await first.stop();
    const thief = createServer();
    await once(thief.listen(Number(new URL(url).port), "127.0.0.1"), "listening");
    try {
      const second = await start();
      assert.equal((await call(other.url, "/")).status, 200);
      const { port } = thief.address() as AddressInfo;
      const problem = `Port ${port} of function "shop" is taken by another process. End that process, or give the function another "port".`;
      assert.equal((await second.status()).functions[1]?.problem, problem);
      assert.ok((await logOf(second)).includes(problem));
      assert.equal((await second.invoke("shop", Buffer.from('{"a":1}'))).payload.toString(), '{"a":1}');
      const moved = await second.deploy(functionConfig(), code);
      assert.notEqual(moved.url, url);
      assert.equal((await call(moved.url, "/")).status, 200);
      assert.equal((await second.status()).functions[1]?.problem, undefined);
    } finally {
      thief.close();
    }
  });

  it("brings the others back when one cannot be read, and removes that one when asked to", async () => {
    const broken = path.join(folder(), "functions/broken");
    await mkdir(broken, { recursive: true });
    await writeFile(path.join(broken, "config.json"), "{");
    const problems: string[] = [];
    const emulator = await start({ onProblem: (problem) => problems.push(problem) });
    assert.deepEqual(problems, [
      `Function "broken" cannot be read from ${broken}/config.json. Remove that folder and deploy again.`,
    ]);
    assert.deepEqual((await emulator.status()).functions, []);
    await emulator.remove("broken");
    assert.deepEqual(await readdir(path.join(folder(), "functions")), []);
  });

  it("removes a function with everything that is its", async () => {
    const emulator = await start();
    const { url } = await emulator.deploy(
      functionConfig({ warm: { instances: 1, schedules: [] } }),
      await fixtureZip("lambda"),
    );
    const { pid } = JSON.parse((await call(url, "/pid")).text);
    await emulator.remove("shop");
    assert.equal(isAlive(pid), false);
    await assert.rejects(call(url, "/"), { code: "ECONNREFUSED" });
    assert.deepEqual(await readdir(path.join(folder(), "functions")), []);
    assert.deepEqual(await readdir(path.join(folder(), "instances")), []);
  });

  it("lets a call finish when its function is removed", async () => {
    const emulator = await start();
    const { url } = await emulator.deploy(functionConfig(), await fixtureZip("lambda"));
    const last = call(url, `/pid?${gate().query}`);
    await gate().arrived(1);
    const removed = emulator.remove("shop");
    gate().open();
    assert.equal((await last).status, 200);
    await removed;
  });

  it("does not wait for long for a call when its function is removed", async () => {
    const emulator = await start();
    const { url } = await emulator.deploy(functionConfig(), await fixtureZip("lambda"));
    const last = assert.rejects(call(url, `/pid?${gate().query}`), { code: "ECONNRESET" });
    await gate().arrived(1);
    await emulator.remove("shop");
    await last;
  });

  it("ends itself a moment after its last function was removed", async () => {
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const emulator = await start({ clock });
    const code = await fixtureZip("lambda");
    await emulator.deploy(functionConfig(), code);
    await emulator.deploy(functionConfig({ name: "other" }), code);
    await emulator.remove("shop");
    clock.advance(3_600_000);
    await emulator.remove("other");
    clock.advance(999);
    await emulator.deploy(functionConfig(), code);
    clock.advance(3_600_000);
    assert.equal((await emulator.status()).functions.length, 1);
    await emulator.remove("shop");
    clock.advance(1_000);
    await emulator.ended;
  });

  it("ends itself after a minute in which it was given nothing", async () => {
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const emulator = await start({ clock });
    clock.advance(60_000);
    await emulator.ended;
  });

  it("ends instances without calls after their time, on the function's clock", async () => {
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const emulator = await start({ clock });
    const { url } = await emulator.deploy(functionConfig({ idleSeconds: 60 }), await fixtureZip("lambda"));
    const { pid } = JSON.parse((await call(url, "/pid")).text);
    await told(emulator, 1);
    clock.advance(59_000);
    assert.equal(isAlive(pid), true);
    clock.advance(1_000);
    await eventually(() => !isAlive(pid), "the instance ends");
  });

  it("has warm instances by the time of day", async () => {
    const clock = new FakeClock("2026-11-23T07:59:00Z");
    const emulator = await start({ clock });
    const schedules = [
      { cron: "0 8 * * *", timezone: "UTC", instances: 2 },
      { cron: "0 20 * * *", timezone: "UTC", instances: 0 },
    ];
    await emulator.deploy(
      functionConfig({ idleSeconds: 60, warm: { instances: 0, schedules } }),
      await fixtureZip("lambda"),
    );
    const counted = async (count: number) => {
      const [shop] = (await emulator.status()).functions;
      return shop?.instances.idle === count && shop.warmTarget === count;
    };
    await eventually(() => counted(0), "no instance is kept");
    clock.advance(60_000);
    await eventually(() => counted(2), "two instances are kept");
    clock.advance(12 * 3_600_000);
    await eventually(() => counted(0), "no instance is kept in the evening");
  });
});
