import { aliyunUsageCost } from "../../providers/aliyun/usage-cost.js";
import { shippedPrices } from "../../providers/shipped-prices.js";
import { costs } from "../e2e-account/costs.js";

/** What the run costs at most, in any region, with the arithmetic. */
export function estimate(): string {
  return costs({
    // Two of each of two versions while the alias moves, and one more where the number is changed.
    mostInstances: 5,
    instanceGb: 0.125,
    usdPerGbSecond: aliyunUsageCost({ memoryGbSeconds: 1 }, [shippedPrices]).usd,
    // 75 units for 10,000, and a tenth of a CPU for 5 ms of each:
    // https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/billing-overview-of-fc
    usdPerCall: 1.6e-7,
  });
}
