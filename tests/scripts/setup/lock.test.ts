import assert from "node:assert/strict";
import { lutimesSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { withLock } from "../../../scripts/setup/lock.js";
import { Sandbox } from "../sandbox.js";

const noProcess = "4194304999";

describe("withLock", () => {
  const sandbox = new Sandbox();
  const lock = () => sandbox.path("folder/lock");

  it("holds the lock during the action, and gives it back with the result", async () => {
    const result = await withLock(lock(), async () => readlinkSync(lock()));
    assert.equal(result, String(process.pid));
    assert.deepEqual(readdirSync(sandbox.path("folder")), []);
  });

  it("gives it back when the action fails", async () => {
    const failing = withLock(lock(), async () => {
      throw new Error("no");
    });
    await assert.rejects(failing, { message: "no" });
    assert.deepEqual(readdirSync(sandbox.path("folder")), []);
  });

  it("takes the lock of a process that is gone", async () => {
    await withLock(lock(), async () => {});
    symlinkSync(noProcess, lock());
    assert.equal(await withLock(lock(), async () => "mine"), "mine");
  });

  it("takes the lock of a process that is another by now", async () => {
    await withLock(lock(), async () => {});
    symlinkSync(String(process.ppid), lock());
    const longAgo = new Date(Date.now() - 60_000);
    lutimesSync(lock(), longAgo, longAgo);
    assert.equal(await withLock(lock(), async () => "mine"), "mine");
  });
});
