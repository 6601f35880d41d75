import assert from "node:assert/strict";
import { projectNameOf } from "../../../providers/aliyun/log-store.js";
import { declare } from "./declare.js";

const account = "1234567890123456";

describe("the log of a function on aliyun", () => {
  it("trap 12: is there before the function, and a refused function is tried again instead of a long sleep", async () => {
    const { options } = await declare();
    assert.deepEqual(options["function"]?.after, ["logStore", "logIndex"]);
  });

  it("trap 12: is not made where one is given, known now or later", async () => {
    const { inputs } = await declare({ aliyun: { logs: { project: "shop-logs", store: "functions" } } });
    assert.deepEqual(
      Object.keys(inputs).filter((name) => name.startsWith("alicloud:log/")),
      [],
    );
  });
});

describe("projectNameOf", () => {
  const cases: [title: string, prefix: string, name: string][] = [
    ["tells accounts apart by a digest", "shop-prod-api", "shop-prod-api-caca1820"],
    ["has lower case and no underscores", "Shop-prod_eu-API", "shop-prod-eu-api-505900d6"],
    ["has 63 characters at most", `shop-${"a".repeat(59)}`, `shop-${"a".repeat(49)}-a35ee0e3`],
    ["ends the plain part with no -", `shop-${"a".repeat(48)}-api`, `shop-${"a".repeat(48)}-938db81b`],
  ];
  for (const [title, prefix, name] of cases)
    it(title, () => assert.equal(projectNameOf(prefix, account), name));

  it("is another one in another account, and for a prefix that differs in what is left out", () => {
    const names = [
      projectNameOf("shop-prod-api", account),
      projectNameOf("shop-prod-api", "6543210987654321"),
      projectNameOf("shop-prod_api", account),
      projectNameOf("Shop-prod-api", account),
    ];
    assert.equal(new Set(names).size, names.length);
  });
});
