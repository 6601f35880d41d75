import { mostCallsPerSecond } from "./caller.js";

const hours = 1;
const calls = mostCallsPerSecond * hours * 3600;

/** What is used at most, and what it costs. */
export interface Usage {
  readonly mostInstances: number;
  readonly instanceGb: number;
  readonly usdPerGbSecond: number;
  readonly usdPerCall: number;
}

/** Says what a run costs at most, with the arithmetic. */
export function costs({ mostInstances, instanceGb, usdPerGbSecond, usdPerCall }: Usage): string {
  const warmUsd = mostInstances * instanceGb * hours * 3600 * usdPerGbSecond;
  const callsUsd = calls * usdPerCall;
  return [
    `It takes less than ${hours} h and costs at most $${(warmUsd + callsUsd).toFixed(2)}:`,
    `  ${mostInstances} warm instances x ${instanceGb} GB x ${hours * 3600} s x $${usdPerGbSecond} = $${warmUsd.toFixed(3)}`,
    `  ${calls} calls x $${usdPerCall} = $${callsUsd.toFixed(3)}`,
  ].join("\n");
}
