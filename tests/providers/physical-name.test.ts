import assert from "node:assert/strict";
import fc from "fast-check";
import { physicalName } from "../../providers/physical-name.js";

describe("physicalName", () => {
  const cases: [title: string, parts: string[], name: string][] = [
    ["joins what fits as it is", ["shop", "prod", "api"], "shop-prod-api"],
    ["keeps dashes of the last part", ["shop", "prod", "api-v2"], "shop-prod-api-v2"],
    [
      "tells apart parts that could be read another way",
      ["my-shop", "prod", "api"],
      "my-shop-prod-api-95943dc3",
    ],
    ["replaces other characters", ["shop", "pr.od", "api"], "shop-pr-od-api-b708aed7"],
    ["cuts what is too long", ["s".repeat(40), "prod", "api"], "sssssssssssssssssssssssssssssss-8c10c86a"],
    ["starts with a letter", ["1shop", "prod", "api"], "shop-prod-api-e40b8569"],
    ["has a name for what holds no letter", ["1", "2", "3"], "function-204d9db6"],
  ];
  for (const [title, parts, name] of cases) it(title, () => assert.equal(physicalName(parts, 40), name));

  it("is valid and unique for any parts", () => {
    const part = fc.oneof(fc.string({ minLength: 1 }), fc.stringMatching(/^[ab-]{1,4}$/));
    const parts = fc.tuple(part, part, part);
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        assert.match(physicalName(one, 40), /^[A-Za-z][A-Za-z0-9_-]{0,39}$/);
        if (one.join("\0") !== other.join("\0"))
          assert.notEqual(physicalName(one, 40), physicalName(other, 40));
      }),
      { numRuns: 1000 },
    );
  });
});
