import { provisionedUsdPerGbSecond } from "../../providers/aws/prices.js";

const hours = 1;
/** Two instances of each of three versions at the end of a rollout, and one more where the number is changed. */
const mostInstances = 7;
const instanceGb = 0.125;
const callsAnHour = 20 * 3600;
/** A call with its 3 ms of work, in the dearest region: https://aws.amazon.com/lambda/pricing/ */
const usdPerCall = 0.4e-6;

/** What the run costs at most, with the arithmetic. */
export function estimate(region: string): string {
  const dearest = Math.max(...Object.values(provisionedUsdPerGbSecond).map(({ arm64 }) => arm64));
  const usdPerGbSecond = provisionedUsdPerGbSecond[region]?.arm64 ?? dearest;
  const warm = mostInstances * instanceGb * hours * 3600 * usdPerGbSecond;
  const calls = callsAnHour * hours * usdPerCall;
  return [
    `It takes less than ${hours} h and costs at most $${(warm + calls).toFixed(2)}:`,
    `  ${mostInstances} warm instances x ${instanceGb} GB x ${hours * 3600} s x $${usdPerGbSecond} = $${warm.toFixed(3)}`,
    `  ${callsAnHour * hours} calls x $${usdPerCall} = $${calls.toFixed(3)}`,
  ].join("\n");
}
