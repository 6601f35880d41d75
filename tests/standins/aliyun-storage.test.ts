import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { Services, twice } from "./aliyun-services.js";
import { refusal } from "./customer.js";
import type { Props } from "./wire.js";

describe("storageKinds", () => {
  const services = new Services();
  const bucket = (changes: Props = {}) => services.create("Bucket", { bucket: "code", ...changes });
  const object = (changes: Props = {}) =>
    services.create("BucketObject", { bucket: "code", key: "a.zip", content: "x", ...changes });

  const refused: [title: string, work: () => Promise<unknown>, message: string][] = [
    [
      "a bucket that exists",
      () => twice(bucket),
      '[ERROR] The specified bucket name: "code" is not available. The bucket namespace is shared by all users of the OSS system. Please select a different name and try again.',
    ],
    [
      "a bucket in upper case",
      () => bucket({ bucket: "Code" }),
      "InvalidBucketName: The specified bucket is not valid.",
    ],
    ["an object without its bucket", () => object(), "NoSuchBucket: The specified bucket does not exist."],
    [
      "an object of nothing",
      async () => {
        await bucket();
        await object({ content: undefined });
      },
      '[ERROR] Must specify "source" or "content" field',
    ],
    [
      "an object of a file that does not exist",
      async () => {
        await bucket();
        await object({ content: undefined, source: "none.zip" });
      },
      "Error putting object in Oss bucket: open none.zip: no such file or directory",
    ],
    [
      "an object that expires when nobody knows",
      async () => {
        await bucket();
        await object({ expires: "tomorrow" });
      },
      "expires format must respect the RFC1123 standard (current value: tomorrow)",
    ],
  ];
  for (const [title, work, message] of refused) {
    it(`refuse ${title}`, async () => {
      assert.equal(await services.words(work()), message);
    });
  }

  const sequences: [title: string, work: () => Promise<unknown>, ...calls: string[]][] = [
    [
      "create an object",
      async () => {
        await services.silently(bucket);
        await object();
      },
      "oss:PutObject code/a.zip",
      "oss:HeadObject code/a.zip",
    ],
    [
      "let an object be read by all",
      async () => {
        await services.silently(bucket);
        await services.update("BucketObject", await services.silently(object), { acl: "public-read" });
      },
      "oss:PutObjectAcl code/a.zip",
      "oss:HeadObject code/a.zip",
    ],
    [
      "delete an object",
      async () => {
        await services.silently(bucket);
        await services.remove("BucketObject", await services.silently(object));
      },
      "oss:DeleteObject code/a.zip",
      "oss:HeadObject code/a.zip",
    ],
    [
      "empty and delete a bucket",
      async () => {
        const made = await bucket({ forceDestroy: true });
        await services.silently(object);
        await services.remove("Bucket", made);
      },
      "oss:DeleteBucket code",
      "oss:ListObjectVersions code",
      "oss:DeleteMultipleObjects code",
      "oss:DeleteBucket code",
      "oss:ListBuckets code",
    ],
    [
      "create a bucket",
      bucket,
      "oss:ListBuckets code",
      "oss:PutBucket code",
      "oss:ListBuckets code",
      "oss:GetBucketInfo code",
      "oss:GetBucketCors code",
      "oss:GetBucketWebsite code",
      "oss:GetBucketLogging code",
      "oss:GetBucketReferer code",
      "oss:GetBucketLifecycle code",
      "oss:GetBucketPolicy code",
      "oss:GetBucketTags code",
      "oss:GetBucketTransferAcceleration code",
      "oss:GetBucketResourceGroup code",
    ],
  ];
  for (const [title, work, ...calls] of sequences) {
    it(`${title} by the provider's calls`, async () => {
      await work();
      assert.deepEqual(services.calls, calls);
    });
  }

  it("know an object by its key alone", async () => {
    await bucket();
    assert.equal((await object()).id, "a.zip");
  });

  it("keep a bucket that has objects, unless told to empty it", async () => {
    const made = await bucket();
    await object();
    assert.equal(
      await services.words(services.remove("Bucket", made)),
      "BucketNotEmpty: The bucket you tried to delete is not empty.",
    );
    const emptied = await services.update("Bucket", made, { forceDestroy: true });
    assert.equal(emptied.outputs["forceDestroy"], true);
    await services.remove("Bucket", emptied);
    assert.deepEqual([...services.account.objects.keys(), ...services.account.contents], []);
  });

  it("make up a bucket's name as Terraform does", async () => {
    assert.match((await bucket({ bucket: undefined })).id, /^tf-oss-bucket-\d{13}[0-9a-f]{12}$/);
  });

  it("read a file of the program's folder when it is uploaded", async () => {
    await bucket();
    fs.writeFileSync(path.join(services.account.folder, "code.zip"), "new");
    const { outputs } = await object({ content: undefined, source: "code.zip" });
    assert.equal(String(services.account.objects.get("code/a.zip")), "new");
    assert.deepEqual(
      [outputs["source"], outputs["contentType"], outputs["contentLength"], outputs["etag"]],
      ["code.zip", "application/zip", "3", "22AF645D1859CB5CA6DA0C484F1F37EA"],
    );
  });

  it("find an object gone, and delete what is gone already", async () => {
    await bucket();
    const made = await object();
    services.account.objects.clear();
    assert.equal(await services.refresh("BucketObject", made), undefined);
    await services.remove("BucketObject", made);
  });

  it("import no object", async () => {
    assert.equal(
      await refusal(services.refresh("BucketObject", { id: "a.zip", inputs: {}, outputs: {} })),
      "resource alicloud_oss_bucket_object doesn't support import",
    );
  });
});
