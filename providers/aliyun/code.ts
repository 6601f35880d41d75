import { readFile } from "node:fs/promises";
import { getFileCrc64Checksum } from "@pulumi/alicloud/getFileCrc64Checksum.js";
import { BucketObject } from "@pulumi/alicloud/oss/bucketObject.js";
import type { fc } from "@pulumi/alicloud/types/input.js";
import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../build/index.js";
import { withoutStack } from "../../components/without-stack.js";
import { bucketZipBytes, inlineZipBytes } from "./limits.js";
import type { Scope } from "./scope.js";

type Code = fc.V3FunctionCode;

/**
 * Where the code is: in a bucket, under a key that holds its hash, or in the call itself. The provider compares no files,
 * only texts: a key or a checksum that changes is what tells it of new code.
 */
export function declareCode(scope: Scope, artifact: pulumi.Output<Artifact>): pulumi.Output<Code> {
  const { name, own } = scope.spec;
  const { parent } = scope.after();
  return artifact.apply(async (built) => {
    checkSize(name, built, own.bucket !== undefined);
    const { checksum } = await getFileCrc64Checksum({ filename: built.path }, { parent });
    // As a secret, for `--diff` compares texts letter by letter: two programs keep it busy for hours.
    if (own.bucket === undefined)
      return { zipFile: pulumi.secret(await readFile(built.path, "base64")), checksum };
    const object = declareUpload(scope, own.bucket, built);
    return { ossBucketName: object.bucket, ossObjectName: object.key, checksum };
  });
}

function declareUpload(
  { prefix, resources, after }: Scope,
  bucket: pulumi.Input<string>,
  { path, sha256 }: Artifact,
): BucketObject {
  const object = new BucketObject(prefix, { bucket, key: `${prefix}/${sha256}.zip`, source: path }, after());
  resources["code"] = object;
  return object;
}

/** Refuses what Function Compute would not take. */
export function checkSize(functionName: string, { bytes }: Artifact, hasBucket: boolean): void {
  const [limit, advice] = hasBucket
    ? [bucketZipBytes, "Make it smaller."]
    : [inlineZipBytes, 'Name a bucket for it ("aliyun.bucket"), or make it smaller.'];
  if (bytes <= limit) return;
  const where = hasBucket ? "in a bucket" : "without a bucket";
  const rule = `but a zip on aliyun ${where} must have at most ${Math.floor(limit / 1e6)} MB.`;
  throw withoutStack(
    new pulumi.RunError(`The zip of "${functionName}" has ${Math.ceil(bytes / 1e6)} MB, ${rule} ${advice}`),
  );
}
