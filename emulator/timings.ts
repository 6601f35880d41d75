import type { Contract } from "./function-config.js";

/** How long the emulator waits for what. */
export interface Timings {
  /** From the start of a process until it is ready. */
  readonly initMs: Readonly<Record<Contract, number>>;
  /** From SIGTERM until SIGKILL. */
  readonly endMs: number;
  /** For `/pre-stop`. */
  readonly preStopMs: number;
  /** For calls in flight when a function is removed or the emulator ends. */
  readonly drainMs: number;
  /** How long an answered instance may take to ask for its next call before a waiting one gets a new instance. */
  readonly settleMs: number;
  /** Until an emulator without functions ends, when its last one was removed. */
  readonly lingerMs: number;
  /** The same when it never had one. */
  readonly unusedMs: number;
  /** How often an emulator looks whether its control socket is still there. */
  readonly watchMs: number;
}

export const defaultTimings: Timings = {
  initMs: {
    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
    lambda: 10_000,
    // https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/user-guide/principles-2
    fc: 120_000,
  },
  endMs: 2_000,
  preStopMs: 3_000,
  drainMs: 2_000,
  settleMs: 100,
  lingerMs: 1_000,
  unusedMs: 60_000,
  watchMs: 5_000,
};
