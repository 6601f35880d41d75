import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type LocalCloud, startLocalCloud } from "../local-cloud.js";

describe("goserverless invoke", function () {
  this.timeout(120_000);
  let cloud: LocalCloud;

  before(async () => {
    cloud = await startLocalCloud();
    await cloud.deploy("shop-dev-hello", "greeter", { tags: { "goserverless:name": "hello" } });
  });
  after(() => cloud.end());

  for (const name of ["shop-dev-hello", "hello"]) {
    it(`calls a function by the name "${name}" and prints its answer as it is`, async () => {
      const result = await cloud.run(["invoke", name, "--data", '{"a": 1}']);
      assert.deepEqual(result, { status: 0, stdout: '{"a": 1}', stderr: "" });
    });
  }

  it("sends an empty object without --data", async () => {
    assert.deepEqual(await cloud.run(["invoke", "hello"]), { status: 0, stdout: "{}", stderr: "" });
  });

  it("reads the event from a file", async () => {
    await writeFile(join(cloud.folder, "event.json"), '{"from": "file"}\n');
    const result = await cloud.run(["invoke", "hello", "--data", "@event.json"]);
    assert.deepEqual(result, { status: 0, stdout: '{"from": "file"}\n', stderr: "" });
  });

  it("reads the event from standard input, and prints megabytes whole", async () => {
    const input = randomBytes(2_000_000).toString("base64");
    const result = await cloud.run(["invoke", "hello", "--data", "-"], { input });
    assert.ok(result.stdout === input);
    assert.deepEqual({ ...result, stdout: "" }, { status: 0, stdout: "", stderr: "" });
  });

  it("prints what a failed function answered, with status 1", async () => {
    const result = await cloud.run(["invoke", "hello", "--data", "fail"]);
    assert.deepEqual(result, { status: 1, stdout: "fail", stderr: "" });
  });

  it("refuses an unknown name", async () => {
    assert.deepEqual(await cloud.run(["invoke", "nope"]), {
      status: 1,
      stdout: "",
      stderr: '"nope" is not deployed. Deployed: shop-dev-hello.\n',
    });
  });

  it("refuses a file that is not there", async () => {
    assert.deepEqual(await cloud.run(["invoke", "hello", "--data", "@none.json"]), {
      status: 1,
      stdout: "",
      stderr: '"--data" must name a file that can be read, got "@none.json": no such file or directory.\n',
    });
  });
});
