import type { Checker } from "../../components/checker.js";
import type { WarmSpec } from "../../components/warm.js";
import { largestWarm } from "../../components/warm-timetable.js";
import type { TrafficArgs } from "../rollout.js";

/** A deployment during a rollout has three versions ready: the one before, the newest and the next. */
export function checkRolloutRoom(
  { rollout, rollback }: TrafficArgs,
  maxConcurrency: number | undefined,
  warm: WarmSpec,
  check: Checker,
): void {
  const hasTwo = rollout !== undefined && rollout.percent !== 0 && rollback === undefined;
  const largest = largestWarm(warm);
  const least = 3 * largest;
  if (!hasTwo || typeof maxConcurrency !== "number" || !(maxConcurrency < least)) return;
  const rule = `be at least ${least} with "aws.rollout", three times the largest warm number, ${largest}`;
  const why = "The version before, the newest and the next one are ready at once.";
  check.refuse("maxConcurrency", rule, maxConcurrency, why);
}
