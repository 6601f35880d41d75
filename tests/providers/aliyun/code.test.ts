import assert from "node:assert/strict";
import { checkSize } from "../../../providers/aliyun/code.js";
import { toSecret } from "../../standins/wire.js";
import { sha256 } from "../declarer.js";
import { artifact, declare, declareChanges } from "./declare.js";

const named = "alicloud:fc/v3Function:V3Function shop-prod-api";
const inBucket = { aliyun: { bucket: "shop-code" } };

describe("the code of a function on aliyun", () => {
  it("comes with the call, in base64 that no diff shows, and with a checksum that tells the provider of new code", async () => {
    const { inputs } = await declare();
    assert.deepEqual(inputs[named]?.["code"], toSecret({ zipFile: "emlwcGVk", checksum: "crc64 of zipped" }));
    assert.deepEqual(await declareChanges({}, { zip: "zipped anew" }), {
      [named]: { code: toSecret({ zipFile: "emlwcGVkIGFuZXc=", checksum: "crc64 of zipped anew" }) },
    });
  });

  it("comes from the bucket that is given, of any size", async () => {
    assert.deepEqual(await declareChanges(inBucket, { built: { bytes: 524_288_000 } }), {
      [named]: {
        code: {
          ossBucketName: "shop-code",
          ossObjectName: `shop-prod-api/${sha256}.zip`,
          checksum: "crc64 of zipped",
        },
      },
      "alicloud:oss/bucketObject:BucketObject shop-prod-api": {
        bucket: "shop-code",
        key: `shop-prod-api/${sha256}.zip`,
        source: `/cache/${sha256}.zip`,
      },
    });
    const { options } = await declare(inBucket);
    assert.deepEqual(options["code"], { after: [] });
  });

  it("trap 9: is under another key when it is another one, since the provider compares no files", async () => {
    const [key, otherKey] = [
      await keyOf({}),
      await keyOf({ built: { sha256: "beef".repeat(16) }, zip: "zipped anew" }),
    ];
    assert.deepEqual(
      [key, otherKey],
      [`shop-prod-api/${sha256}.zip`, `shop-prod-api/${"beef".repeat(16)}.zip`],
    );
    assert.equal(await keyOf({ zip: "zipped anew" }), key);
  });
});

async function keyOf(circumstances: Parameters<typeof declare>[1]): Promise<unknown> {
  const { inputs } = await declare(inBucket, circumstances);
  return inputs["alicloud:oss/bucketObject:BucketObject shop-prod-api"]?.["key"];
}

describe("checkSize of aliyun", () => {
  const cases: [title: string, bytes: number, hasBucket: boolean, message?: string][] = [
    ["takes 75 MiB without a bucket", 78_643_200, false],
    [
      "refuses more without a bucket",
      78_643_201,
      false,
      'The zip of "api" has 79 MB, but a zip on aliyun without a bucket must have at most 78 MB. Name a bucket for it ("aliyun.bucket"), or make it smaller.',
    ],
    ["takes 500 MiB in a bucket", 524_288_000, true],
    [
      "refuses more in a bucket",
      524_288_001,
      true,
      'The zip of "api" has 525 MB, but a zip on aliyun in a bucket must have at most 524 MB. Make it smaller.',
    ],
  ];
  for (const [title, bytes, hasBucket, message] of cases) {
    it(title, () => {
      const check = () => checkSize("api", { ...artifact, bytes }, hasBucket);
      if (message === undefined) assert.doesNotThrow(check);
      else assert.throws(check, { message });
    });
  }
});
