import assert from "node:assert/strict";
import { sha256 } from "../declarer.js";
import { declare, declareChanges } from "./declare.js";

describe("the code of a function on aws", () => {
  const object = {
    key: `shop-prod-api/${sha256}.zip`,
    source: { file: `/cache/${sha256}.zip` },
  };
  const over = { built: { bytes: 52_428_801 } };

  it("comes with the call up to 50 MB", async () => {
    assert.deepEqual(await declareChanges({}, { built: { bytes: 52_428_800 } }), {});
  });

  it("comes from a private bucket beyond, under a key that holds its hash", async () => {
    assert.deepEqual(await declareChanges({}, over), {
      "aws:lambda/function:Function shop-prod-api": {
        code: undefined,
        s3Bucket: "shop-prod-api-1234567",
        s3Key: `shop-prod-api/${sha256}.zip`,
      },
      "aws:s3/bucket:Bucket shop-prod-api": { tags: { "goserverless:name": "api" } },
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock shop-prod-api": {
        bucket: "shop-prod-api-1234567",
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      "aws:s3/bucketObjectv2:BucketObjectv2 shop-prod-api": { bucket: "shop-prod-api-1234567", ...object },
    });
    const { options } = await declare({}, over);
    assert.deepEqual(options["code"], { after: ["bucketAccess"] });
  });

  it("comes from the bucket that is given, which is left as it is", async () => {
    assert.deepEqual(await declareChanges({ aws: { bucket: "shop-code" } }, over), {
      "aws:lambda/function:Function shop-prod-api": {
        code: undefined,
        s3Bucket: "shop-code",
        s3Key: `shop-prod-api/${sha256}.zip`,
      },
      "aws:s3/bucketObjectv2:BucketObjectv2 shop-prod-api": { bucket: "shop-code", ...object },
    });
  });

  it("needs no bucket while it is small, also where one is given", async () => {
    assert.deepEqual(await declareChanges({ aws: { bucket: "shop-code" } }), {});
  });
});
