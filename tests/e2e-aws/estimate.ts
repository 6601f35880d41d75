import { shippedPrices } from "../../providers/shipped-prices.js";
import { costs } from "../e2e-account/costs.js";

/** What the run costs at most, with the arithmetic. */
export function estimate(region: string): string {
  const prices = new Map(
    Object.entries(shippedPrices.aws ?? {}).map(([name, { provisionedGbSecond }]) => [
      name,
      provisionedGbSecond?.arm64?.value ?? 0,
    ]),
  );
  return costs({
    // Two of each of three versions at the end of a rollout, and one more where the number is changed.
    mostInstances: 7,
    instanceGb: 0.125,
    usdPerGbSecond: prices.get(region) ?? Math.max(...prices.values()),
    // With its 3 ms of work, in the dearest region: https://aws.amazon.com/lambda/pricing/
    usdPerCall: 0.4e-6,
  });
}
