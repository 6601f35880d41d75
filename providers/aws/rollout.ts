import type { Checker } from "../../components/checker.js";
import type { WarmSpec } from "../../components/warm.js";
import { largestWarm } from "../../components/warm-timetable.js";
import type { AwsArgs, AwsRolloutArgs } from "./args.js";

/** Fills and checks `aws.rollout`. */
export function toRollout(args: AwsRolloutArgs | undefined, check: Checker): AwsRolloutArgs | undefined {
  if (args === undefined) return undefined;
  return {
    percent: check.number("aws.rollout.percent", args.percent, { min: 0, max: 100 }),
    previousVersion: toVersion("aws.rollout.previousVersion", args.previousVersion, check),
  };
}

/** Refuses what cannot be the number of a version. */
export function toVersion(property: string, version: string, check: Checker): string {
  if (typeof version !== "string" || !/^[1-9]\d*$/.test(version))
    check.refuse(property, 'be the number of a published version, such as "41"', version);
  return version;
}

/** A deployment during a rollout has three versions ready: the one before, the newest and the next. */
export function checkRolloutRoom(
  { rollout, rollback }: Pick<AwsArgs, "rollout" | "rollback">,
  maxConcurrency: number | undefined,
  warm: WarmSpec,
  check: Checker,
): void {
  const hasTwo = rollout !== undefined && rollout.percent !== 0 && rollback === undefined;
  const largest = largestWarm(warm);
  const least = 3 * largest;
  if (!hasTwo || maxConcurrency === undefined || !(maxConcurrency < least)) return;
  const rule = `be at least ${least} with "aws.rollout", three times the largest warm number, ${largest}`;
  const why = "The version before, the newest and the next one are ready at once.";
  check.refuse("maxConcurrency", rule, maxConcurrency, why);
}
