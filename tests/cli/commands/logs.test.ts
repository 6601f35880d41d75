import assert from "node:assert/strict";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type LocalCloud, startLocalCloud } from "../local-cloud.js";
import { startCli } from "../run-cli.js";

describe("goserverless logs", function () {
  this.timeout(120_000);
  let cloud: LocalCloud;

  before(async () => {
    cloud = await startLocalCloud();
    await cloud.deploy("shop-dev-hello", "greeter", { tags: { "goserverless:name": "hello" } });
    await cloud.deploy("silent", "greeter");
  });
  after(() => cloud.end());

  it("prints what a function wrote, and its calls", async () => {
    const { requestId } = await cloud.emulator.invoke("shop-dev-hello", Buffer.alloc(5));
    const awaited = new Set(["called with 5 bytes", `REPORT RequestId: ${requestId}`]);
    const lines: string[] = [];
    for await (const line of cloud.emulator.logs("shop-dev-hello", { follow: true })) {
      lines.push(line);
      awaited.delete(line.split("\t", 1)[0] ?? "");
      if (awaited.size === 0) break;
    }
    const printed = await cloud.run(["logs", "hello"]);
    assert.deepEqual(printed, { status: 0, stdout: lines.map((line) => `${line}\n`).join(""), stderr: "" });
  });

  it("prints nothing for a function that was never called", async () => {
    assert.deepEqual(await cloud.run(["logs", "silent"]), { status: 0, stdout: "", stderr: "" });
  });

  it("goes on with --follow, until the local cloud ends", async () => {
    await cloud.emulator.invoke("shop-dev-hello", Buffer.alloc(1));
    const { stdout, ended } = startCli(["logs", "hello", "--follow"], cloud);
    const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    const until = async (line: string): Promise<void> => {
      for (;;) {
        const { done, value } = await lines.next();
        assert.ok(!done, `the log ended before "${line}"`);
        if (value === line) return;
      }
    };
    await until("called with 1 bytes");
    await cloud.emulator.invoke("shop-dev-hello", Buffer.alloc(22));
    await until("called with 22 bytes");
    await cloud.run(["local", "stop"]);
    assert.deepEqual(await ended, {
      status: 1,
      signal: null,
      stderr: 'The log of "shop-dev-hello" has ended: it was removed, or the local cloud stopped.\n',
    });
    await cloud.run(["local", "start"]);
  });

  it("ends quietly when its reader has read enough", async () => {
    const { stdout, ended } = startCli(["logs", "hello", "--follow"], cloud);
    await cloud.emulator.invoke("shop-dev-hello", Buffer.alloc(1));
    await once(stdout, "data");
    stdout.destroy();
    await cloud.emulator.invoke("shop-dev-hello", Buffer.alloc(2));
    assert.deepEqual(await ended, { status: 0, signal: null, stderr: "" });
  });

  it("refuses an unknown name", async () => {
    assert.deepEqual(await cloud.run(["logs", "nope"]), {
      status: 1,
      stdout: "",
      stderr: '"nope" is not deployed. Deployed: shop-dev-hello, silent.\n',
    });
  });
});
