import { provisionedUsdPerGbSecond } from "../../providers/aws/prices.js";
import { costs } from "../e2e-account/costs.js";

/** What the run costs at most, with the arithmetic. */
export function estimate(region: string): string {
  const dearest = Math.max(...Object.values(provisionedUsdPerGbSecond).map(({ arm64 }) => arm64));
  return costs({
    // Two of each of three versions at the end of a rollout, and one more where the number is changed.
    mostInstances: 7,
    instanceGb: 0.125,
    usdPerGbSecond: provisionedUsdPerGbSecond[region]?.arm64 ?? dearest,
    // With its 3 ms of work, in the dearest region: https://aws.amazon.com/lambda/pricing/
    usdPerCall: 0.4e-6,
  });
}
