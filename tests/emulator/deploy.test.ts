import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import * as path from "node:path";
import { Emulator } from "../../emulator/emulator.js";
import type { FunctionConfig } from "../../emulator/index.js";
import { buildFixtures, fixtureZip, packZip } from "./fixtures.js";
import { gateForEach } from "./gate.js";
import { call, emulatorForEach, eventually, functionConfig, isAlive, temporaryFolder } from "./harness.js";

const idle = { starting: 0, idle: 0, busy: 0 };

describe("Emulator.deploy", () => {
  buildFixtures("lambda", "fc", "hello");
  const folder = temporaryFolder();
  const start = emulatorForEach();
  const gate = gateForEach();
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await start();
  });

  async function deploy(changes: Partial<FunctionConfig> = {}, edition = "1") {
    return emulator.deploy(functionConfig(changes), await fixtureZip("lambda", edition));
  }

  async function status() {
    const [found] = (await emulator.status()).functions;
    assert.ok(found);
    return found;
  }

  it("counts versions, and keeps the URL", async () => {
    const first = await deploy();
    const second = await deploy({}, "2");
    const third = await deploy({ environment: { A: "1" } }, "2");
    assert.deepEqual([first.version, second.version, third.version], ["1", "2", "3"]);
    assert.deepEqual([second.url, third.url], [first.url, first.url]);
    assert.deepEqual([third.name, (await status()).version], ["shop", "3"]);
    const variables: string[] = JSON.parse((await call(third.url, "/environment")).text);
    assert.ok(variables.includes("AWS_LAMBDA_FUNCTION_VERSION=3") && variables.includes("A=1"));
  });

  it("changes nothing when nothing changes", async () => {
    const { url } = await deploy({ warm: { instances: 1, schedules: [] } });
    const before = (await call(url, "/pid")).text;
    const again = await deploy({ warm: { instances: 1, schedules: [] } });
    assert.equal(again.version, "1");
    assert.deepEqual(JSON.parse((await call(url, "/pid")).text), { ...JSON.parse(before), calls: 2 });
  });

  it("applies in place what no program sees", async () => {
    const { url } = await deploy({ warm: { instances: 1, schedules: [] } });
    const { pid } = JSON.parse((await call(url, "/pid")).text);
    const changes: Partial<FunctionConfig>[] = [
      { warm: { instances: 3, schedules: [] } },
      { warm: { instances: 3, schedules: [] }, tags: { team: "shop" }, logRetentionDays: 1, idleSeconds: 9 },
    ];
    for (const change of changes) assert.equal((await deploy(change)).version, "1");
    await eventually(async () => (await status()).instances.idle === 3, "there are three instances");
    assert.equal(isAlive(pid), true);
    assert.deepEqual((await status()).tags, { team: "shop" });
    assert.equal((await status()).warmTarget, 3);
  });

  it("applies a limit of calls and CORS rules in place", async () => {
    const { url } = await deploy();
    const cors = {
      allowOrigins: ["*"],
      allowMethods: [],
      allowHeaders: [],
      exposeHeaders: [],
      allowCredentials: false,
      maxAgeSeconds: 0,
    };
    assert.equal((await deploy({ maxConcurrency: 1, http: { stream: false, cors } })).version, "1");
    const first = call(url, `/?${gate().query}`);
    await gate().arrived(1);
    assert.equal((await call(url, "/")).status, 429);
    gate().open();
    await first;
    assert.equal(
      (await call(url, "/", { headers: { origin: "https://a.example" } })).headers[
        "access-control-allow-origin"
      ],
      "*",
    );
  });

  it("keeps nothing running for a function without warm instances", async () => {
    await deploy();
    await eventually(async () => (await status()).instances.idle === 0, "the instance that was tried ends");
    assert.deepEqual((await status()).instances, idle);
  });

  it("lets the old version's calls finish", async () => {
    const { url } = await deploy();
    const old = call(url, `/environment?${gate().query}`);
    await gate().arrived(1);
    await deploy({}, "2");
    const next: string[] = JSON.parse((await call(url, "/environment")).text);
    assert.ok(next.includes("AWS_LAMBDA_FUNCTION_VERSION=2"));
    gate().open();
    const variables: string[] = JSON.parse((await old).text);
    assert.ok(variables.includes("AWS_LAMBDA_FUNCTION_VERSION=1"));
  });

  it("removes code that no version uses any more", async () => {
    const config = functionConfig();
    const own = folder();
    const code = path.join(own, "functions/shop/code");
    const other = await Emulator.start({ stateFolder: own, packageVersion: "1.0.0" });
    try {
      await other.deploy(config, await fixtureZip("lambda", "1"));
      const second = await fixtureZip("lambda", "2");
      await other.deploy(config, second);
      await eventually(async () => (await readdir(code)).length === 1, "the old code is removed");
      assert.deepEqual(await readdir(code), [second.sha256]);
    } finally {
      await other.stop();
    }
  });

  it("gives a request whose body comes slowly to the version that is live then", async () => {
    const { url } = await deploy();
    const headers = { "content-type": "text/plain", "transfer-encoding": "chunked" };
    const sent = request(new URL("/environment", url), { method: "POST", headers, agent: false });
    const answered = once(sent, "response");
    sent.write("first ");
    await call(url, "/");
    await deploy({}, "2");
    sent.end("last");
    const [response] = await answered;
    let text = "";
    for await (const piece of response) text += piece;
    assert.ok(JSON.parse(text).includes("AWS_LAMBDA_FUNCTION_VERSION=2"), text);
  });

  it("may change the contract", async () => {
    const { url } = await deploy();
    const config = functionConfig({ contract: "fc" });
    const { version } = await emulator.deploy(config, await fixtureZip("fc"));
    assert.equal(version, "2");
    assert.equal((await call(url, "/initialized")).text, "false");
    assert.equal((await status()).contract, "fc");
  });

  it("has functions side by side", async () => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const code = await fixtureZip("lambda");
    const deployed = await Promise.all(names.map((name) => emulator.deploy(functionConfig({ name }), code)));
    assert.equal(new Set(deployed.map(({ url }) => url)).size, 8);
    for (const { url, name } of deployed) {
      const variables: string[] = JSON.parse((await call(url, "/environment")).text);
      assert.ok(variables.includes(`AWS_LAMBDA_FUNCTION_NAME=${name}`));
    }
    assert.deepEqual(
      (await emulator.status()).functions.map(({ name }) => name),
      names,
    );
  });

  it("puts deployments of one function into a row", async () => {
    const editions = ["1", "2", "3", "4"];
    for (const edition of editions) await fixtureZip("lambda", edition);
    const deployed = await Promise.all(editions.map((edition) => deploy({}, edition)));
    assert.deepEqual(
      deployed.map(({ version }) => version),
      editions,
    );
    assert.equal((await status()).sha256, (await fixtureZip("lambda", "4")).sha256);
  });

  it("loses no call and starts none cold over 20 versions under load", async function () {
    this.timeout(120_000);
    const { url } = await deploy({ warm: { instances: 2, schedules: [] } });
    const agent = new Agent({ keepAlive: true });
    // The first version starts cold what the load asks for beyond its warm instances.
    const peak = Array.from({ length: 4 }, () => call(url, `/?${gate().query}`));
    await gate().arrived(4);
    gate().open();
    await Promise.all(peak);
    const versions = new Set<string>();
    const statuses: number[] = [];
    let deploying = true;
    const caller = async (): Promise<void> => {
      while (deploying) {
        const answer = await call(url, "/environment", { agent });
        statuses.push(answer.status);
        versions.add(/AWS_LAMBDA_FUNCTION_VERSION=(\d+)/.exec(answer.text)?.[1] ?? answer.text);
      }
    };
    const callers = Promise.all([caller(), caller(), caller(), caller()]);
    const cold = async () =>
      (await emulator.calls("shop")).filter(({ cold }) => cold).map(({ version }) => version);
    const coldBefore = new Set<string>();
    for (let version = 2; version <= 21; version++) {
      await deploy({ warm: { instances: 2, schedules: [] } }, String(version % 2));
      for (const each of await cold()) coldBefore.add(each);
      await eventually(() => versions.has(String(version)), `version ${version} has a call`);
    }
    deploying = false;
    await callers;
    agent.destroy();
    assert.deepEqual(new Set(statuses), new Set([200]));
    for (const each of await cold()) coldBefore.add(each);
    coldBefore.delete("1");
    assert.deepEqual([...coldBefore], []);
  });

  describe("that cannot be done", () => {
    it("leaves the old version serving when the new one does not start", async () => {
      const { url } = await deploy({ warm: { instances: 1, schedules: [] } });
      const before = (await call(url, "/pid")).text;
      await assert.rejects(deploy({ environment: { INIT: "crash" } }, "2"), {
        name: "EmulatorError",
        message:
          'Function "shop" was not deployed; version 1 keeps serving. Its program did not start: Runtime exited with error: exit status 3 (Runtime.ExitError). Its last lines on stderr:\nthe database is not there',
      });
      assert.equal(JSON.parse((await call(url, "/pid")).text).pid, JSON.parse(before).pid);
      assert.equal((await status()).version, "1");
      assert.equal((await deploy({ warm: { instances: 1, schedules: [] } })).version, "1");
    });

    it("leaves nothing of a first version that does not start", async () => {
      const own = folder();
      const other = await Emulator.start({ stateFolder: own, packageVersion: "1.0.0" });
      try {
        const config = functionConfig({ environment: { INIT: "crash" } });
        await assert.rejects(other.deploy(config, await fixtureZip("lambda")));
        assert.deepEqual(await readdir(path.join(own, "functions")), []);
        assert.deepEqual((await other.status()).functions, []);
      } finally {
        await other.stop();
      }
    });

    it("refuses a fixed port that is taken, and leaves the old version serving", async () => {
      const taken = createServer();
      await once(taken.listen(0, "127.0.0.1"), "listening");
      const { port } = taken.address() as AddressInfo;
      try {
        const { url } = await deploy();
        await assert.rejects(deploy({ port }, "2"), {
          name: "EmulatorError",
          message: `Port ${port} of function "shop" is taken by another process. End that process, or give the function another "port".`,
        });
        assert.equal((await call(url, "/")).status, 200);
        assert.equal((await status()).version, "1");
      } finally {
        taken.close();
      }
    });

    it("refuses code that has no program", async () => {
      const code = await packZip(path.join(folder(), "empty.zip"), { "readme.txt": new Uint8Array() });
      await assert.rejects(emulator.deploy(functionConfig(), code), {
        name: "EmulatorError",
        message: 'The zip must hold a file "bootstrap" at its top, which is the program to run.',
      });
    });

    it("refuses a program that the system cannot run", async () => {
      const code = await packZip(path.join(folder(), "script.zip"), {
        bootstrap: Buffer.from("#!/no/such/shell"),
      });
      await assert.rejects(emulator.deploy(functionConfig(), code), (error: Error) => {
        assert.match(
          error.message,
          /^Function "shop" was not deployed\. Its program did not start: The system cannot run "bootstrap": spawn .+ ENOENT \(Runtime\.InvalidEntrypoint\)\.$/,
        );
        return true;
      });
    });

    it("refuses a name that is no folder's", async () => {
      for (const name of ["../shop", "", ".shop", "a".repeat(129)]) {
        await assert.rejects(emulator.deploy(functionConfig({ name }), await fixtureZip("lambda")), {
          name: "EmulatorError",
          message: `"name" must be 1-128 letters, digits, "-" or "_" and begin with a letter or digit, got ${JSON.stringify(name)}.`,
        });
      }
    });
  });

  it("moves to another port when it is told to", async () => {
    const free = createServer();
    await once(free.listen(0, "127.0.0.1"), "listening");
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const before = await deploy();
    const after = await deploy({ port });
    assert.deepEqual([after.url, after.version], [`http://127.0.0.1:${port}/`, "1"]);
    assert.equal((await call(after.url, "/")).status, 200);
    await assert.rejects(call(before.url, "/"), { code: "ECONNREFUSED" });
  });

  it("keeps the configuration to its user", async () => {
    const own = folder();
    const other = await Emulator.start({ stateFolder: own, packageVersion: "1.0.0" });
    try {
      const { url } = await other.deploy(
        functionConfig({ environment: { SECRET: "x" } }),
        await fixtureZip("lambda"),
      );
      const stored = JSON.parse(await readFile(path.join(own, "functions/shop/config.json"), "utf8"));
      assert.equal(`http://127.0.0.1:${stored.port}/`, url);
      assert.equal(stored.config.environment.SECRET, "x");
    } finally {
      await other.stop();
    }
  });
});
