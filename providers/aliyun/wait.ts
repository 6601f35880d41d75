import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { withoutStack } from "../../components/without-stack.js";

/** What one look at something that is under way finds. */
export interface Look {
  readonly isDone: boolean;
  /** A sentence without its full stop: `"api" has 1 of 2 warm instances ready`. */
  readonly state: string;
  /** What Function Compute says is wrong. */
  readonly error?: string | undefined;
}

/** How to look, and what to do in between. */
export interface Waiting {
  readonly longestWaitMs: number;
  /** What to do when it fails, as sentences. */
  readonly advice: string;
  look(attempt: number): Promise<Look>;
  pause(milliseconds: number): Promise<unknown>;
  /** In milliseconds: a look takes its time, too. */
  now(): number;
  report(message: string): void;
}

const longestPauseMs = 30_000;
/** One may be of what was there before. */
const errorsToFail = 3;

/** Looks at growing intervals, and fails with what Function Compute says. */
export async function waitUntilDone(waiting: Waiting): Promise<void> {
  const { longestWaitMs, advice, look, pause, now, report } = waiting;
  const startedAt = now();
  let errors = 0;
  for (let attempt = 1, pauseMs = 1_000; ; attempt++, pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const { isDone, state, error } = await look(attempt);
    if (isDone) return;
    const waitedMs = now() - startedAt;
    errors = error === undefined ? 0 : errors + 1;
    const why = error === undefined ? "" : ` Function Compute says: ${asSentence(error)}`;
    if (errors === errorsToFail || waitedMs >= longestWaitMs) {
      const after = `${state} after ${Math.round(waitedMs / 1000)} seconds.${why}`;
      throw withoutStack(new pulumi.RunError(`${after} ${advice}`));
    }
    report(`${state}.${why}`);
    await pause(pauseMs);
  }
}

/** Waits in real time, and tells of it beside a resource. */
export function besides(parent: pulumi.Resource | undefined): Pick<Waiting, "pause" | "now" | "report"> {
  return {
    pause: (milliseconds) => sleep(milliseconds),
    now: () => performance.now(),
    report: (message) => void pulumi.log.info(message, parent, undefined, true),
  };
}

function asSentence(text: string): string {
  return text.trimEnd().replace(/\.?$/, ".");
}
