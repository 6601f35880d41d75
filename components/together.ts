import * as pulumi from "@pulumi/pulumi";

/** The tasks of this tick, by the run of a program: Pulumi's Automation API has several in one process. */
const open = new Map<unknown, Promise<unknown>[]>();

/**
 * Gives what a task gives once the tasks of all functions that are declared in the same tick succeeded, so that none is
 * deployed where another fails; each fails with its own error, else with the first of the others.
 */
export async function together<T>(task: Promise<T>): Promise<T> {
  const run = pulumi.runtime.getMonitor();
  const tasks = open.get(run) ?? [];
  tasks.push(task);
  if (!open.has(run)) {
    open.set(run, tasks);
    setImmediate(() => open.delete(run));
  }
  // Rejections are heard from the start, also while the tick is not over.
  await Promise.allSettled([task, new Promise<void>((resolve) => setImmediate(resolve))]);
  await Promise.allSettled(tasks);
  const result = await task;
  await Promise.all(tasks);
  return result;
}
