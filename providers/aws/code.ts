import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../build/index.js";
import { directUploadBytes } from "./limits.js";
import { lowerCaseName } from "./lower-case-name.js";
import type { Scope } from "./scope.js";

/** Where the code is: in the call itself, or in S3 when it is too large for that. */
export interface Code {
  readonly code: pulumi.Output<pulumi.asset.Archive | undefined>;
  readonly s3Bucket: pulumi.Output<string | undefined>;
  readonly s3Key: pulumi.Output<string | undefined>;
}

interface Upload {
  readonly bucket: pulumi.Output<string | undefined>;
  readonly key: pulumi.Output<string | undefined>;
}

const nowhere: Upload = { bucket: pulumi.output(undefined), key: pulumi.output(undefined) };

/** Hands over the zip as it is. Pulumi's own archives would lose the mode of `bootstrap`. */
export function declareCode(scope: Scope, artifact: pulumi.Output<Artifact>): Code {
  // The build decides, in a preview too: what is declared never depends on what only the cloud knows.
  const upload = artifact.apply((built) => (isDirect(built) ? nowhere : declareUpload(scope, built)));
  return {
    code: artifact.apply((built) => (isDirect(built) ? new pulumi.asset.FileArchive(built.path) : undefined)),
    s3Bucket: upload.bucket,
    s3Key: upload.key,
  };
}

function declareUpload({ spec, prefix, tags, resources, after }: Scope, { path, sha256 }: Artifact): Upload {
  let bucketName = spec.own.bucket;
  const closed: pulumi.Resource[] = [];
  if (bucketName === undefined) {
    // Encrypted without being told: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    const bucket = new Bucket(lowerCaseName(prefix), { tags }, after());
    resources["bucket"] = bucket;
    const access = new BucketPublicAccessBlock(
      prefix,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      after(),
    );
    resources["bucketAccess"] = access;
    closed.push(access);
    bucketName = bucket.bucket;
  }
  const object = new BucketObjectv2(
    prefix,
    { bucket: bucketName, key: `${prefix}/${sha256}.zip`, source: new pulumi.asset.FileAsset(path) },
    after(...closed),
  );
  resources["code"] = object;
  return { bucket: object.bucket, key: object.key };
}

function isDirect({ bytes }: Artifact): boolean {
  return bytes <= directUploadBytes;
}
