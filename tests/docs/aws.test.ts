import assert from "node:assert/strict";
import { shippedPrices } from "../../providers/shipped-prices.js";
import { claimsOn } from "../e2e-aws/claims.js";
import { itDescribesItsCloud, read } from "./cloud-page.js";

describe("docs/aws.md", () => {
  itDescribesItsCloud("docs/aws.md", {
    cloud: "aws",
    sections: { aws: "AwsArgs", "aws.logs": "AwsLogsArgs" },
    nameOf: ({ Sid }) => Sid,
    claims: claimsOn({} as never, {} as never).map(({ title }) => title),
  });

  it("computes its example of the cost with the price of the table", () => {
    const page = read("docs/aws.md");
    const { arm64 } = shippedPrices.aws?.["eu-west-1"]?.provisionedGbSecond ?? {};
    const price = arm64?.value ?? 0;
    assert.equal(price.toFixed(10), "0.0000037168");
    assert.ok(
      page.includes(
        `4 x 0.25 x 2,628,000 x 0.0000037168 = ${(4 * 0.25 * 730 * 3600 * price).toFixed(2)} USD`,
      ),
    );
    assert.ok(page.includes(`here ${(4 * 0.25 * 300 * price).toFixed(3)} USD`));
  });
});
