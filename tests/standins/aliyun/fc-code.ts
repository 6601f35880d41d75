import { unzip } from "../../../build/unzip.js";
import { ApiError } from "../api-error.js";
import type { Account } from "./account.js";
import { crc64 } from "./crc64.js";
import { invalid } from "./fc-checks.js";
import type { FcCode } from "./fc-config.js";

/** The zip that a function is made of, wherever the request says that it is. */
export function readCode(account: Account, code: FcCode): Buffer {
  const zip = code.zipFile === undefined ? readObject(account, code) : readInline(account, code.zipFile);
  if (code.checksum !== undefined && code.checksum !== crc64(zip))
    throw invalid(`the checksum ${code.checksum} of the code is not the one that it has, ${crc64(zip)}`);
  try {
    unzip(zip);
  } catch {
    throw invalid("the code is not a zip file");
  }
  return zip;
}

function readInline({ limits }: Account, zipFile: string): Buffer {
  if (zipFile.length > limits.codeSizeInline)
    throw new ApiError("EntityTooLarge", `the code has more than ${limits.codeSizeInline} bytes`, 413);
  return Buffer.from(zipFile, "base64");
}

function readObject(account: Account, { ossBucketName = "", ossObjectName = "" }: FcCode): Buffer {
  if (ossBucketName === "" || ossObjectName === "")
    throw invalid("Either ossBucketName/ossObjectName or zipFile must be set");
  const object = account.objects.get(`${ossBucketName}/${ossObjectName}`);
  if (object === undefined)
    throw invalid(`the object '${ossObjectName}' of the bucket '${ossBucketName}' does not exist`);
  if (object.length > account.limits.codeSizeZipped)
    throw invalid(`the code has more than ${account.limits.codeSizeZipped} bytes`);
  return object;
}
