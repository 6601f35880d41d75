import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { Sandbox, step, toEnd } from "../sandbox.js";

const install = step("packages.js", `installPackages({ folder: ".", lock: "setup.lock" })`);
const npm = 'mkdir -p node_modules && echo "$@" >> calls';
const working = "Installing the npm packages ...\nInstalling the npm packages: done in 0 s\n";

describe("installPackages", () => {
  const sandbox = new Sandbox();
  const calls = () => (existsSync(sandbox.path("calls")) ? readFileSync(sandbox.path("calls"), "utf8") : "");
  const once1 = "ci --include=dev --no-audit --no-fund\n";

  beforeEach(() => {
    sandbox.write("package-lock.json", "{}");
    sandbox.fake("npm", npm);
  });

  it("runs npm ci, says so, and then has nothing to do or say", async () => {
    assert.deepEqual(await sandbox.run(install), { status: 0, stdout: "", stderr: working });
    assert.deepEqual(await sandbox.run(install), { status: 0, stdout: "", stderr: "" });
    assert.equal(calls(), once1);
  });

  it("runs again when the lockfile changes", async () => {
    await sandbox.run(install);
    sandbox.write("package-lock.json", '{"lockfileVersion": 3}');
    await sandbox.run(install);
    assert.equal(calls(), once1 + once1);
  });

  it("runs again when its stamp is damaged", async () => {
    await sandbox.run(install);
    sandbox.write("node_modules/.goserverless-lock", "\0");
    await sandbox.run(install);
    assert.equal(calls(), once1 + once1);
  });

  it("shows what a failing npm says, and runs it again the next time", async () => {
    sandbox.fake("npm", "echo 'npm error network' >&2; exit 7");
    assert.deepEqual(await sandbox.run(install), {
      status: 1,
      stdout: "",
      stderr:
        "Installing the npm packages ...\nInstalling the npm packages: failed after 0 s\n" +
        'npm error network\n"npm ci --include=dev --no-audit --no-fund" ended with exit status 7.\n',
    });
    sandbox.fake("npm", npm);
    assert.equal((await sandbox.run(install)).stderr, working);
  });

  it("forgets an earlier success when a later npm fails", async () => {
    await sandbox.run(install);
    sandbox.write("package-lock.json", "[]");
    sandbox.fake("npm", "exit 1");
    await sandbox.run(install);
    sandbox.write("package-lock.json", "{}");
    sandbox.fake("npm", npm);
    await sandbox.run(install);
    assert.equal(calls(), once1 + once1);
  });

  it("says where npm comes from when there is none", async () => {
    const { stderr } = await sandbox.run(install, { PATH: sandbox.path("empty") });
    assert.match(stderr, /^npm is needed, found none\. It comes with Node: https:\/\/nodejs\.org\.$/m);
  });

  it("ends npm with itself, and starts over the next time", async () => {
    sandbox.fake("npm", "trap 'echo yes > ended; kill -9 $!; exit' TERM; sleep 60 & echo $$ > started; wait");
    const setup = sandbox.start(install);
    await sandbox.appears("started");
    setup.kill("SIGTERM");
    assert.equal((await toEnd(setup)).status, 143);
    await sandbox.appears("ended");
    sandbox.fake("npm", npm);
    assert.deepEqual(await sandbox.run(install), { status: 0, stdout: "", stderr: working });
  });

  it("starts over after it was killed", async () => {
    sandbox.fake("npm", "echo $$ > started; exec sleep 60");
    const setup = sandbox.start(install);
    const pid = Number(await sandbox.appears("started"));
    setup.kill("SIGKILL");
    await toEnd(setup);
    process.kill(pid, "SIGKILL");
    sandbox.fake("npm", npm);
    assert.deepEqual(await sandbox.run(install), { status: 0, stdout: "", stderr: working });
  });

  it("runs npm once when two setups run at once", async () => {
    sandbox.fake("npm", `echo > started; while [ ! -e go-on ]; do sleep 0.05; done; ${npm}`);
    const first = sandbox.start(install);
    await sandbox.appears("started");
    const second = sandbox.start(install);
    const secondEnd = toEnd(second);
    if (second.stderr) await once(second.stderr, "data");
    sandbox.write("go-on", "");
    assert.equal((await toEnd(first)).status, 0);
    const { status, stderr } = await secondEnd;
    assert.equal(status, 0);
    assert.match(
      stderr,
      /^Waiting for another setup to finish \.\.\.\nWaiting for another setup to finish: done in \d+ s\n$/,
    );
    assert.equal(calls(), once1);
  });
});
