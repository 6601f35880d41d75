import { coldCallBudget, largestBurst } from "./call-budget.js";
import type { Call, CallPlan, CallTarget } from "./measured-calls.js";
import type { Platform } from "./platform.js";

/** How far the cold starts have come. */
interface Bursts {
  readonly calls: readonly Call[];
  /** Why there are fewer cold starts than asked for. */
  readonly notes: readonly string[];
}

/**
 * Forces cold starts without changing anything that is deployed: bursts of calls at the same time, each larger by what is
 * missing than what the last one showed to be running, since the platform starts an instance for each call that finds none idle.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export async function forceColdStarts(
  platform: Platform,
  target: CallTarget,
  plan: CallPlan,
): Promise<Bursts> {
  const calls: Call[] = [];
  const budget = coldCallBudget(target, plan);
  const perInstance = target.requestsPerInstance;
  let size = plan.cold * perInstance;
  while (countCold(calls) < plan.cold) {
    const burst = Math.min(size, largestBurst);
    if (calls.length + burst > budget) return short(calls, plan, `more than ${budget} calls would be needed`);
    const answers = await platform.withFigures(await callAtOnce(platform, burst));
    calls.push(...answers);
    if (answers.some(({ outcome }) => outcome === "throttled"))
      return short(calls, plan, "the concurrency that the function may use was reached");
    if (!answers.some(({ figures }) => figures !== undefined))
      return short(calls, plan, "the platform says of no call whether it was one");
    if (burst === largestBurst && countCold(answers) === 0)
      return short(
        calls,
        plan,
        `${largestBurst} calls at the same time, the most that are made, start no more`,
      );
    const missing = (plan.cold - countCold(calls)) * perInstance;
    size = countCold(answers) === 0 ? burst * 2 : burst + missing;
  }
  return { calls, notes: [] };
}

/** Ends when the last of them has: none goes on behind an error of another. */
async function callAtOnce(platform: Platform, burst: number): Promise<readonly Call[]> {
  const settled = await Promise.allSettled(Array.from({ length: burst }, () => platform.call()));
  return settled.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
}

function short(calls: readonly Call[], plan: CallPlan, why: string): Bursts {
  const found = countCold(calls);
  if (found >= plan.cold) return { calls, notes: [] };
  return { calls, notes: [`Only ${found} of ${plan.cold} cold starts could be forced: ${why}.`] };
}

function countCold(calls: readonly Call[]): number {
  return calls.filter(({ figures }) => figures?.cold === true).length;
}
