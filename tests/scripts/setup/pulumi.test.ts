import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { hostname } from "node:os";
import { Sandbox, step, toEnd } from "../sandbox.js";

const provide = (...ways: string[]) => step("pulumi.js", `providePulumi({ ways: [${ways.join(", ")}] })`);

const install = `async function install(root) {
  require("node:fs").appendFileSync("calls", "install\\n");
  for (const name of ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"])
    require("node:fs").writeFileSync(root + "/bin/" + name, "", { mode: 0o755 });
}`;
const fail = (reason: string) => `async function fail(root) {
  require("node:fs").writeFileSync(root + "/bin/pulumi", "half");
  throw new Error("${reason}");
}`;
const hang = `async function hang(root) {
  require("node:fs").writeFileSync("started", root);
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}`;
const quiet = { status: 0, stdout: "", stderr: "" };

describe("providePulumi", () => {
  const sandbox = new Sandbox();
  const cached = () =>
    existsSync(sandbox.path("cache/pulumi")) ? readdirSync(sandbox.path("cache/pulumi")).sort() : [];

  it("installs Pulumi in the cache, once", async () => {
    assert.deepEqual(await sandbox.run(provide(install)), quiet);
    assert.deepEqual(await sandbox.run(provide(fail("not asked"))), quiet);
    assert.deepEqual(cached(), ["v3.259.0-2"]);
    assert.deepEqual(readdirSync(sandbox.path("cache/pulumi/v3.259.0-2/bin")).sort(), [
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-pulumi-nodejs",
    ]);
  });

  it("takes the next way when one fails, and nothing of the one that failed", async () => {
    assert.deepEqual(await sandbox.run(provide(fail("no network"), install)), quiet);
    assert.deepEqual(cached(), ["v3.259.0-2"]);
  });

  it("says why each way failed, and leaves nothing half-made", async () => {
    assert.deepEqual(await sandbox.run(provide(fail("No network."), "async function nothing() {}")), {
      status: 1,
      stdout: "",
      stderr:
        "No network.\nnothing left an incomplete installation.\n" +
        "Pulumi 3.248.0 or newer is needed. Get it from https://www.pulumi.com/docs/install/.\n",
    });
    assert.deepEqual(cached(), []);
  });

  it("installs over an incomplete installation", async () => {
    sandbox.write("cache/pulumi/v3.259.0-2/bin/pulumi", "half");
    assert.deepEqual(await sandbox.run(provide(install)), quiet);
    assert.equal(readdirSync(sandbox.path("cache/pulumi/v3.259.0-2/bin")).length, 3);
  });

  it("leaves nothing when it is ended half-way", async () => {
    sandbox.fake("go", "echo > started; exec sleep 60");
    const setup = sandbox.start(provide(`() => require(scripts + "/setup/run.js").run("go", [])`));
    await sandbox.appears("started");
    setup.kill("SIGTERM");
    assert.equal((await toEnd(setup)).status, 143);
    assert.deepEqual(cached(), []);
  });

  it("removes what a killed one left, and only that", async () => {
    const setup = sandbox.start(provide(hang));
    await sandbox.appears("started");
    setup.kill("SIGKILL");
    await toEnd(setup);
    const living = [
      `v3.259.0-2.${hostname()}.${process.pid}.unfinished`,
      `v3.259.0-2.another-machine.${setup.pid}.unfinished`,
    ];
    for (const name of living) mkdirSync(sandbox.path("cache/pulumi", name));
    assert.equal(cached().length, 4);
    assert.deepEqual(await sandbox.run(provide(install)), quiet);
    assert.deepEqual(cached(), ["v3.259.0-2", ...living].sort());
  });

  it("installs once when two setups run at once", async () => {
    const slow = install.replace("{", '{ await require("node:timers/promises").setTimeout(300);');
    const ends = await Promise.all([sandbox.run(provide(slow)), sandbox.run(provide(slow))]);
    assert.deepEqual(
      ends.map(({ status }) => status),
      [0, 0],
    );
    assert.deepEqual(cached(), ["v3.259.0-2"]);
  });
});
