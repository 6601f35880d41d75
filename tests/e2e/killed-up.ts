import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { eventually } from "../emulator/harness.js";
import type { Standin } from "../standins/standin.js";
import type { CloudProject } from "./cloud-project.js";

/** Where a deployment is killed: on its way to a call, or on the way back. */
export interface Moment {
  readonly action: string;
  readonly isDone: boolean;
}

/**
 * Runs `pulumi up` and ends it together with the program, the provider and all else that it started, as a machine does
 * that is switched off. One step at a time, so that nothing else is under way.
 */
export async function killedUp(
  { project, cloud }: CloudProject<Standin>,
  { action, isDone }: Moment,
): Promise<void> {
  const hold = cloud.journal.hold({ action });
  if (!isDone) cloud.journal.fail({ action });
  const options = "--yes --skip-preview --parallel 1 --stack dev --non-interactive".split(" ");
  const cli = spawn("pulumi", ["up", ...options], { cwd: project.folder, env: project.env, stdio: "ignore" });
  const ended = once(cli, "close");
  await Promise.race([hold.reached, ended.then(() => assert.fail(`Nothing called ${action}.`))]);
  killTree(cli.pid ?? assert.fail("The CLI did not start."));
  await ended;
  await eventually(() => cloud.processes === 0, "the provider has ended");
  hold.release();
}

/** The lock of a killed deployment stays, until it is told to go. */
export async function killedAndFreed(shop: CloudProject<Standin>, moment: Moment): Promise<void> {
  await killedUp(shop, moment);
  await shop.pulumi("cancel", "--yes");
}

/** Runs `pulumi up` and ends only its provider. */
export async function withoutProvider(
  shop: CloudProject<Standin>,
  { action, isDone }: Moment,
): Promise<void> {
  shop.declare();
  shop.cloud.journal.fail({ action, after: isDone, kill: true });
  const { status } = await shop.project.up();
  assert.notEqual(status, 0);
}

/** Does both at once, to the end of both. */
export async function bothDone(work: readonly [Promise<void>, Promise<void>]): Promise<void> {
  for (const done of await Promise.allSettled(work)) if (done.status === "rejected") throw done.reason;
}

function killTree(pid: number): void {
  for (const each of [pid, ...descendants(pid)]) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

function descendants(pid: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const children = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    children.flatMap(([child = 0, itsParent]) => (itsParent === parent ? [child, ...below(child)] : []));
  return below(pid);
}
