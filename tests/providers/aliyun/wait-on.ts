import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Waiting } from "../../../providers/aliyun/wait.js";

interface Waited {
  readonly attempts: readonly number[];
  readonly pausesMs: readonly number[];
  readonly reports: readonly string[];
  readonly failure: string | undefined;
}

/** Waits in no time on what is answered one look after the other, the last one for ever. */
export async function waitOn<Answer>(
  wait: (
    waiting: Pick<Waiting, "pause" | "now" | "report"> & { look(attempt: number): Promise<Answer> },
  ) => Promise<void>,
  looks: readonly Answer[],
): Promise<Waited> {
  const attempts: number[] = [];
  const pausesMs: number[] = [];
  const reports: string[] = [];
  const waited = wait({
    look: async (attempt) => {
      attempts.push(attempt);
      return looks[Math.min(attempt, looks.length) - 1] ?? assert.fail("no look");
    },
    pause: async (milliseconds) => void pausesMs.push(milliseconds),
    now: () => pausesMs.reduce((sum, each) => sum + each, 0),
    report: (message) => void reports.push(message),
  });
  const failure = await waited.then(
    () => undefined,
    (error) => {
      assert.ok(pulumi.RunError.isInstance(error));
      return error.message;
    },
  );
  return { attempts, pausesMs, reports, failure };
}
