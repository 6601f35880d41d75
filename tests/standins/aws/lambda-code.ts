import { createHash } from "node:crypto";
import * as fs from "node:fs";
import type { Operation } from "../operation.js";
import type { PulledImage } from "../pull-image.js";
import { toFile } from "../wire.js";
import type { Account } from "./account.js";
import { checkCode, checkUpload } from "./function-checks.js";
import { invalid } from "./lambda-calls.js";
import type { FunctionProps } from "./lambda-function.js";
import { pullForLambda } from "./lambda-image.js";

/** What a function is made of, as Lambda keeps it. */
export type Code = {
  /** As the service tells it: of a zip in base64, of an image its digest in hex. */
  readonly sha256: string;
  readonly bytes: number;
} & ({ readonly zip: Buffer } | { readonly image: PulledImage; readonly imageUri: string });

/** Reads it from wherever the program says that it is. */
export async function readCode(
  account: Account,
  operation: Operation,
  { name, code, imageUri, s3Bucket, s3Key }: FunctionProps,
): Promise<Code> {
  if (imageUri !== undefined) {
    const image = await pullForLambda(account, account.arn("lambda", `function:${name}`), imageUri);
    return { image, imageUri, sha256: image.digest.slice("sha256:".length), bytes: 0 };
  }
  const zip = readUpload(account, operation, code) ?? readObject(account, s3Bucket, s3Key);
  checkCode(account, zip);
  return zipCode(zip);
}

export function zipCode(zip: Buffer): Code {
  return { zip, sha256: createHash("sha256").update(zip).digest("base64"), bytes: zip.length };
}

function readUpload(account: Account, operation: Operation, code: unknown): Buffer | undefined {
  const archive = toFile(code, "archive");
  if (archive === undefined) return undefined;
  if (archive.path === undefined || !fs.statSync(operation.resolve(archive.path)).isFile())
    throw new Error("The stand-in takes an archive that is a zip file.");
  const zip = fs.readFileSync(operation.resolve(archive.path));
  checkUpload(account, zip);
  return zip;
}

function readObject(account: Account, bucket = "", key = ""): Buffer {
  const object = account.objects.get(`${bucket}/${key}`);
  const failed = "Error occurred while GetObject. S3 Error Code:";
  if (!account.table("aws:s3/bucket:Bucket").has(bucket))
    throw invalid(`${failed} NoSuchBucket. S3 Error Message: The specified bucket does not exist`);
  if (object === undefined)
    throw invalid(`${failed} NoSuchKey. S3 Error Message: The specified key does not exist.`);
  return object;
}
