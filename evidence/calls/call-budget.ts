import type { CallPlan, CallTarget } from "./measured-calls.js";

/** Calls that go out at the same time, at most: what one machine can send without measuring itself. */
export const largestBurst = 500;

/** Calls for each cold start that is asked for, at most: the others find instances that were there already. */
const callsPerColdStart = 8;

/** The calls that may be made to force cold starts on a cloud. */
export function coldCallBudget({ requestsPerInstance }: CallTarget, { cold }: CallPlan): number {
  return callsPerColdStart * cold * requestsPerInstance;
}

/** The most calls that measuring a function makes. */
export function mostCalls(target: CallTarget, plan: CallPlan): number {
  const cold = target.cloud === "local" ? plan.cold : coldCallBudget(target, plan);
  return cold + plan.warm;
}
