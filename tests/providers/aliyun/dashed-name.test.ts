import assert from "node:assert/strict";
import { dashedName } from "../../../providers/aliyun/dashed-name.js";

describe("dashedName", () => {
  const cases: [title: string, name: string, dashed: string][] = [
    ["leaves a name without _ as it is", "shop-prod-api", "shop-prod-api"],
    ["tells a name with _ from the one with -", "my_shop-prod-api", "my-shop-prod-api-29dda656"],
    ["has 64 characters at most", `my_${"a".repeat(61)}`, `my-${"a".repeat(52)}-f5bc4b18`],
  ];
  for (const [title, name, dashed] of cases) it(title, () => assert.equal(dashedName(name, 64), dashed));
});
