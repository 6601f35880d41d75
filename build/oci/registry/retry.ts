import { setTimeout } from "node:timers/promises";
import { PassingError } from "./failure.js";

/** What time it is, and how to let it pass. */
export interface Clock {
  nowMs(): number;
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: Date.now,
  pause: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

const pausesMs = [1000, 2000, 4000, 8000, 16_000];

/**
 * Runs a task again after a growing pause while it fails for now.
 *
 * @param progress - How far it got; whoever gets further has all the pauses again.
 */
export async function retry<T>(
  clock: Clock,
  signal: AbortSignal,
  task: () => Promise<T>,
  progress: () => number = () => 0,
): Promise<T> {
  let reached = progress();
  for (let failures = 0; ; failures += 1) {
    try {
      return await task();
    } catch (error) {
      if (progress() > reached) failures = 0;
      reached = Math.max(reached, progress());
      const pauseMs = pausesMs[failures];
      if (!(error instanceof PassingError) || pauseMs === undefined) throw error;
      await clock.pause(Math.max(pauseMs, error.retryAfterMs ?? 0), signal);
    }
  }
}
