import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { Orphans } from "../../emulator/orphans.js";
import { processStartTime } from "../../emulator/process-start-time.js";
import { temporaryFolder } from "./harness.js";

describe("Orphans", () => {
  const started: ChildProcess[] = [];
  const folder = temporaryFolder(async () => {
    for (const child of started.splice(0)) child.kill("SIGKILL");
  });

  async function startSleeper(): Promise<{ child: ChildProcess; pid: number; ended: Promise<unknown> }> {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
      detached: true,
      stdio: "ignore",
    });
    started.push(child);
    await once(child, "spawn");
    assert.ok(child.pid);
    return { child, pid: child.pid, ended: once(child, "exit") };
  }

  const records = (): Promise<string[]> => readdir(path.join(folder(), "instances"));
  const writeRecord = (pid: number, record: string): Promise<void> => {
    return writeFile(path.join(folder(), "instances", String(pid)), record);
  };

  it("ends what was recorded and not forgotten", async () => {
    const one = await startSleeper();
    const other = await startSleeper();
    const before = new Orphans(folder());
    before.record(one.pid, process.execPath);
    before.record(other.pid, process.execPath);
    before.forget(other.pid);
    await new Orphans(folder()).end();
    await one.ended;
    assert.equal(one.child.signalCode, "SIGKILL");
    assert.equal(other.child.exitCode, null);
    assert.deepEqual(await records(), []);
  });

  it("leaves alone what is not provably its own", async () => {
    const { child, pid } = await startSleeper();
    const startTime = processStartTime(pid);
    const claims = [
      { title: "another start", record: JSON.stringify({ startTime: "1", program: process.execPath }) },
      { title: "another program", record: JSON.stringify({ startTime, program: "/code/bootstrap" }) },
      { title: "no record", record: "{" },
    ];
    const orphans = new Orphans(folder());
    for (const { title, record } of process.platform === "linux"
      ? claims
      : [claims[0], claims[2]].flatMap((each) => each ?? [])) {
      await writeRecord(pid, record);
      await orphans.end();
      assert.equal(child.exitCode ?? child.signalCode, null, title);
      assert.deepEqual(await records(), [], title);
    }
  });

  it("passes over processes that are gone", async () => {
    const { child, pid, ended } = await startSleeper();
    const orphans = new Orphans(folder());
    orphans.record(pid, process.execPath);
    child.kill("SIGKILL");
    await ended;
    await orphans.end();
    assert.deepEqual(await records(), []);
  });
});

describe("processStartTime", () => {
  it("is the same for one process at all times", () => {
    assert.match(processStartTime(process.pid) ?? "", /./);
    assert.equal(processStartTime(process.pid), processStartTime(process.pid));
  });

  it("is undefined when there is no such process", () => {
    assert.equal(processStartTime(2 ** 22 + 1), undefined);
  });
});
