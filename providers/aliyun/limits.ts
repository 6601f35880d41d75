import { HttpAuth } from "../../components/names.js";
import type { Limits } from "../adapter.js";

/** What Function Compute accepts: https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/limits */
export const limits: Limits = {
  /** https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/instance-types-and-specifications */
  memoryMb: { min: 128, max: 32_768, multipleOf: 64 },
  timeoutSeconds: { min: 1, max: 86_400 },
  tmpDiskMb: { min: 512, max: 10_240, oneOf: [512, 10_240] },
  /** https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/configure-instance-concurrency */
  requestsPerInstance: { min: 1, max: 200 },
  /** 0 would switch the function off. */
  maxConcurrency: { min: 1, max: 100_000 },
  /** https://www.alibabacloud.com/help/en/functioncompute/fc/developer-reference/api-fc-2023-03-30-putprovisionconfig */
  warmInstances: { min: 0, max: 10_000 },
  scheduledInstances: { min: 0, max: 10_000 },
  warmOverlap: 1,
  /** What it makes of both is not documented. */
  bothDayFields: false,
  /** The last one is for ever: https://www.alibabacloud.com/help/en/sls/developer-reference/api-sls-2020-12-30-createlogstore */
  logRetentionDays: { min: 1, max: 3650 },
  shortestEnvironmentName: 1,
  /** https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/environment-variables */
  environmentBytes: 4096,
  reservedEnvironment: [/^FC_/],
  httpAuth: [HttpAuth.Iam, HttpAuth.None],
  corsMethods: ["*", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
};

/** Of a zip that is sent with the call itself, before base64 makes it a third larger. */
export const inlineZipBytes = 78_643_200;
/** Of a zip in a bucket. */
export const bucketZipBytes = 524_288_000;
export const maxLayers = 5;
