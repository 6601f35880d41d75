import { Agent, get } from "node:http";
import { CommandError } from "./command-error.js";

/** The round trips through a URL, in milliseconds, in the order of the calls. */
export interface CallSamples {
  readonly coldMs: readonly number[];
  readonly warmMs: readonly number[];
  /** Calls that were answered with 429 or 5xx; they are in neither list. */
  readonly failed: number;
}

export interface CallPlan {
  readonly cold: number;
  readonly warm: number;
  /** Ends the idle instances, so that the next call is a cold one. */
  readonly cool: () => Promise<void>;
}

/** Measures GET requests, one after another on a kept-alive connection: first the cold ones, then the warm ones. */
export async function measureCalls(url: string, plan: CallPlan): Promise<CallSamples> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const cold: Call[] = [];
    for (let run = 0; run < plan.cold; run++) {
      await plan.cool();
      cold.push(await call(url, agent));
    }
    const warm: Call[] = [];
    if (plan.warm > 0) await call(url, agent);
    for (let run = 0; run < plan.warm; run++) warm.push(await call(url, agent));
    return {
      coldMs: toSamples(cold),
      warmMs: toSamples(warm),
      failed: [...cold, ...warm].filter(isFailed).length,
    };
  } finally {
    agent.destroy();
  }
}

interface Call {
  readonly status: number;
  readonly durationMs: number;
}

function call(url: string, agent: Agent): Promise<Call> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      reject(new CommandError(`No answer came from ${url}: ${cause.message}.`, { cause }));
    };
    const startedAt = performance.now();
    const request = get(url, { agent }, (response) => {
      response.on("error", fail).on("end", () => {
        resolve({ status: response.statusCode ?? 0, durationMs: performance.now() - startedAt });
      });
      response.resume();
    });
    request.on("error", fail);
  });
}

function isFailed({ status }: Call): boolean {
  return status === 429 || status >= 500;
}

function toSamples(calls: readonly Call[]): readonly number[] {
  return calls.filter((each) => !isFailed(each)).map(({ durationMs }) => durationMs);
}
