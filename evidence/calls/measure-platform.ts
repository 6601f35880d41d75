import { forceColdStarts } from "./force-cold-starts.js";
import type { Call, CallPlan, CallTarget, MeasuredCalls } from "./measured-calls.js";
import type { Platform } from "./platform.js";

/** Calls a function on a cloud: in bursts until enough were cold, then one call after another. */
export async function measurePlatform(
  platform: Platform,
  target: CallTarget,
  plan: CallPlan,
): Promise<MeasuredCalls> {
  try {
    const bursts = await forceColdStarts(platform, target, plan);
    const isSilent = bursts.calls.length > 0 && !bursts.calls.some(({ figures }) => figures !== undefined);
    const warm: Call[] = [];
    for (let run = 0; run < plan.warm && !isSilent; run++) warm.push(await platform.call());
    const calls = [...bursts.calls, ...(await platform.withFigures(warm))];
    return { target, calls, notes: [...bursts.notes, ...platform.notes] };
  } finally {
    platform.close();
  }
}
