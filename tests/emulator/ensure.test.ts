import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import * as path from "node:path";
import {
  anyDeployedOnDisk,
  connectEmulator,
  deployedOnDisk,
  type EmulatorClient,
  ensureEmulator,
} from "../../emulator/index.js";
import { packageVersion } from "../../emulator/package-version.js";
import { runEmulator } from "../../emulator/run-emulator.js";
import { buildFixtures, fixtureZip } from "./fixtures.js";
import { call, eventually, functionConfig, isAlive, temporaryFolder } from "./harness.js";

/** Every emulator here is a process of its own, started the way a deployment starts it. */
describe("ensureEmulator", function () {
  this.timeout(60_000);
  buildFixtures("lambda", "fc");
  const pids = new Set<number>();
  const outer = process.env["GOSERVERLESS_STATE_DIR"];
  const folder = temporaryFolder(async () => {
    await (await connectEmulator())?.stop();
    for (const pid of pids) await eventually(() => !isAlive(pid), `process ${pid} ends`);
    pids.clear();
  });

  beforeEach(() => {
    process.env["GOSERVERLESS_STATE_DIR"] = folder();
  });
  after(() => {
    if (outer === undefined) delete process.env["GOSERVERLESS_STATE_DIR"];
    else process.env["GOSERVERLESS_STATE_DIR"] = outer;
  });

  async function ensure(): Promise<{ emulator: EmulatorClient; pid: number }> {
    const emulator = await ensureEmulator();
    const { pid } = await emulator.status();
    pids.add(pid);
    return { emulator, pid };
  }

  it("starts an emulator apart from this process, and finds it again", async () => {
    assert.equal(await connectEmulator(), undefined);
    const { emulator, pid } = await ensure();
    assert.notEqual(pid, process.pid);
    const { version, functions } = await emulator.status();
    assert.equal(version, packageVersion());
    assert.deepEqual(functions, []);
    assert.equal((await ensure()).pid, pid);
    assert.equal((await (await connectEmulator())?.status())?.pid, pid);
    assert.equal((await stat(path.join(folder(), "emulator.log"))).mode & 0o777, 0o600);
  });

  it("gives the same one to all who ask at once", async () => {
    const found = await Promise.all(Array.from({ length: 8 }, ensure));
    assert.equal(new Set(found.map(({ pid }) => pid)).size, 1);
  });

  it("tells why an emulator does not start", async () => {
    const inTheWay = path.join(folder(), "instances");
    await writeFile(inTheWay, "");
    await assert.rejects(ensureEmulator(), {
      name: "EmulatorError",
      message: `The local cloud did not start: EEXIST: file already exists, mkdir '${inTheWay}'`,
    });
  });

  it("replaces one of another version, and keeps what is deployed", async () => {
    const old = await runEmulator({ stateFolder: folder(), packageVersion: "0.0.1" });
    const { url } = await old.emulator.deploy(functionConfig(), await fixtureZip("lambda"));
    const { emulator } = await ensure();
    await old.closed;
    assert.equal((await emulator.status()).version, packageVersion());
    assert.equal((await call(url, "/")).status, 200);
  });

  it("brings everything back after kill -9, and ends what was left running", async () => {
    const { emulator, pid } = await ensure();
    const warm = { instances: 1, schedules: [] };
    const lambda = await emulator.deploy(functionConfig({ warm }), await fixtureZip("lambda"));
    const fc = await emulator.deploy(
      functionConfig({ name: "fc", contract: "fc", warm }),
      await fixtureZip("fc"),
    );
    const orphan = Number((await call(fc.url, "/pid")).text);
    process.kill(pid, "SIGKILL");
    await eventually(() => !isAlive(pid), "the emulator is killed");
    assert.equal(isAlive(orphan), true);
    assert.equal((await deployedOnDisk("shop"))?.version, "1");
    assert.equal(await deployedOnDisk("none"), undefined);
    assert.equal(await anyDeployedOnDisk(), true);

    const second = await ensure();
    assert.notEqual(second.pid, pid);
    await eventually(() => !isAlive(orphan), "the instance that was left ends");
    assert.equal((await call(lambda.url, "/")).status, 200);
    assert.notEqual((await call(fc.url, "/pid")).text, String(orphan));
    assert.deepEqual(
      (await second.emulator.status()).functions.map(({ name, url }) => [name, url]),
      [
        ["fc", fc.url],
        ["shop", lambda.url],
      ],
    );
  });

  it("gives a client that outlives its emulator", async () => {
    const { emulator, pid } = await ensure();
    const code = await fixtureZip("lambda");
    await emulator.deploy(functionConfig(), code);
    process.kill(pid, "SIGKILL");
    await eventually(() => !isAlive(pid), "the emulator is killed");
    const { version } = await emulator.deploy(functionConfig({ environment: { A: "1" } }), code);
    pids.add((await emulator.status()).pid);
    assert.equal(version, "2");
  });

  it("ends in peace at SIGTERM, with its instances", async () => {
    const { emulator, pid } = await ensure();
    const warm = { instances: 1, schedules: [] };
    const { url } = await emulator.deploy(functionConfig({ contract: "fc", warm }), await fixtureZip("fc"));
    const instance = Number((await call(url, "/pid")).text);
    process.kill(pid, "SIGTERM");
    await eventually(() => !isAlive(pid), "the emulator ends");
    assert.equal(isAlive(instance), false);
    assert.equal(await connectEmulator(), undefined);
  });

  it("leaves no process when the last function was removed", async () => {
    const { emulator, pid } = await ensure();
    await emulator.deploy(functionConfig(), await fixtureZip("lambda"));
    await emulator.remove("shop");
    await eventually(() => !isAlive(pid), "the emulator ends");
    assert.equal(await anyDeployedOnDisk(), false);
  });
});
