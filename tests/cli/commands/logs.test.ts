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
  });
  after(() => cloud.end());
  beforeEach(() => cloud.deploy("shop-dev-hello", "greeter", { tags: { "goserverless:name": "hello" } }));
  afterEach(() => cloud.emulator.remove("shop-dev-hello"));

  it("prints what a function wrote, and its calls", async () => {
    const { requestId } = await cloud.emulator.invoke("shop-dev-hello", Buffer.from("12345"));
    const { status, stdout, stderr } = await cloud.run(["logs", "hello"]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    const lines = stdout.split("\n");
    assert.deepEqual(lines.slice(0, 3), [
      `FC Invoke Start RequestId: ${requestId}`,
      "called with 5 bytes",
      `FC Invoke End RequestId: ${requestId}`,
    ]);
    assert.ok(lines[3]?.startsWith(`REPORT RequestId: ${requestId}\t`));
    assert.deepEqual(lines.slice(4), [""]);
  });

  it("prints nothing for a function that was never called", async () => {
    assert.deepEqual(await cloud.run(["logs", "shop-dev-hello"]), { status: 0, stdout: "", stderr: "" });
  });

  it("goes on with --follow, until the local cloud ends", async () => {
    await cloud.emulator.invoke("shop-dev-hello", Buffer.alloc(1));
    const { stdout, ended } = startCli(["logs", "hello", "--follow"], cloud);
    const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    const nextReport = async (): Promise<string[]> => {
      const read: string[] = [];
      while (!read.at(-1)?.startsWith("REPORT")) {
        const { done, value } = await lines.next();
        assert.ok(!done, "the log ended");
        read.push(value);
      }
      return read;
    };
    assert.ok((await nextReport()).includes("called with 1 bytes"));
    await cloud.emulator.invoke("shop-dev-hello", Buffer.alloc(22));
    assert.ok((await nextReport()).includes("called with 22 bytes"));
    await cloud.run(["local", "stop"]);
    assert.deepEqual(await lines.next(), { done: true, value: undefined });
    assert.deepEqual(await ended, { status: 0, signal: null, stderr: "" });
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
      stderr: '"nope" is not deployed. Deployed: shop-dev-hello.\n',
    });
  });
});
