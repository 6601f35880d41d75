import assert from "node:assert/strict";
import { lowerCaseName } from "../../../providers/aws/lower-case-name.js";
import { facts } from "../../standins/aws/facts.js";

describe("lowerCaseName", () => {
  const cases = [
    ["shop-prod-api", "shop-prod-api"],
    ["Shop-Prod-getOrders", "shop-prod-getorders"],
    ["shop_v2-prod-a_-__b", "shop-v2-prod-a----b"],
  ] as const;
  for (const [prefix, expected] of cases)
    it(`makes ${expected} of ${prefix}, which a repository may be called`, () => {
      assert.equal(lowerCaseName(prefix), expected);
      const { pattern } = facts["aws:ecr/repository:Repository"]?.properties["name"]?.serviceValidation ?? {};
      assert.match(`${expected}-0a1b2c3`, new RegExp(`^(?:${pattern})$`));
    });
});
