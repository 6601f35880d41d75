import assert from "node:assert/strict";
import type { AliyunArgs } from "../../../providers/aliyun/args.js";
import { declare } from "./declare.js";

const names = {
  version: "alicloud:fc/v3FunctionVersion:V3FunctionVersion shop-prod-api",
  alias: "alicloud:fc/v3Alias:V3Alias shop-prod-api",
  trigger: "alicloud:fc/v3Trigger:V3Trigger shop-prod-api",
};

describe("traffic on aliyun", () => {
  const previousVersion = "41";
  const rows: [title: string, own: AliyunArgs, alias: object, version: string][] = [
    ["goes to the newest version", {}, { versionId: "42" }, "42"],
    [
      "stays with the version before in a rollout of 0 percent",
      { rollout: { percent: 0, previousVersion } },
      { versionId: "41" },
      "41",
    ],
    [
      "is shared in a rollout of 10 percent",
      { rollout: { percent: 10, previousVersion } },
      { versionId: "41", additionalVersionWeight: { 42: 0.1 } },
      "41",
    ],
    [
      "goes to the newest version in a rollout of 100 percent",
      { rollout: { percent: 100, previousVersion } },
      { versionId: "42" },
      "42",
    ],
    ["goes back to a version", { rollback: "40" }, { versionId: "40" }, "40"],
    [
      "goes back in the middle of a rollout",
      { rollback: "41", rollout: { percent: 10, previousVersion } },
      { versionId: "41" },
      "41",
    ],
  ];
  for (const [title, own, alias, version] of rows) {
    it(`${title}, through an alias`, async () => {
      const { inputs, options, outputs } = await declare({ aliyun: { ...own, alias: "live" } });
      assert.deepEqual(inputs[names.alias], {
        functionName: "shop-prod-api",
        aliasName: "live",
        ...alias,
      });
      assert.deepEqual(options["alias"], { after: ["version"] });
      assert.deepEqual([outputs["version"], outputs["qualifier"]], [version, "live"]);
    });
  }

  it("goes to LATEST without an alias, and then no version is published", async () => {
    const { inputs, outputs } = await declare();
    assert.deepEqual([inputs[names.version], inputs[names.alias]], [undefined, undefined]);
    assert.deepEqual([outputs["version"], outputs["qualifier"]], ["LATEST", "LATEST"]);
  });

  it("moves when the alias is warm, and before the URL is there", async () => {
    const { options } = await declare({ warm: { instances: 2 }, aliyun: { alias: "live" } });
    assert.deepEqual(options["trigger"]?.after, ["alias", "warm"]);
    assert.deepEqual(options["version"]?.after, ["function"]);
  });

  const versionOf = async (...given: Parameters<typeof declare>) => {
    const [args = {}, circumstances] = given;
    const { inputs } = await declare({ ...args, aliyun: { alias: "live", ...args.aliyun } }, circumstances);
    return inputs[names.version];
  };
  const same: [title: string, ...given: Parameters<typeof declare>][] = [
    ["another warm number", { warm: { instances: 2 } }],
    ["another share of the traffic", { aliyun: { rollout: { percent: 10, previousVersion } } }],
    ["a way back", { aliyun: { rollback: "41" } }],
    ["another concurrency", { maxConcurrency: 7 }],
    ["a public URL", { http: { auth: "none" } }],
    ["tags", { tags: { team: "checkout" } }],
    ["a bucket for the same code", { aliyun: { bucket: "shop-code" } }],
  ];
  for (const [title, ...given] of same) {
    it(`trap 4: publishes no version for ${title}`, async () => {
      assert.deepEqual(await versionOf(...given), await versionOf());
    });
  }
  const other: [title: string, ...given: Parameters<typeof declare>][] = [
    ["new code", {}, { built: { sha256: "beef".repeat(16) } }],
    ["more memory", { memoryMb: 512 }],
    ["another environment", { environment: { TABLE: "orders" } }],
    ["another role", { aliyun: { role: "acs:ram::1234567890123456:role/shop" } }],
    ["a hook less", { aliyun: { preStop: false } }],
  ];
  for (const [title, ...given] of other) {
    it(`trap 4: publishes a version for ${title}`, async () => {
      assert.notDeepEqual(await versionOf(...given), await versionOf());
    });
  }

  it("section 8: keeps the versions before, which a rollout and a rollback need", async () => {
    const { options } = await declare({ aliyun: { alias: "live" } });
    assert.deepEqual(options["version"], { after: ["function"], retainOnDelete: true });
  });
});
