import { HttpAuth } from "../../components/names.js";
import type { Limits } from "../adapter.js";

/** What AWS Lambda accepts: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const limits: Limits = {
  memoryMb: { min: 128, max: 10_240 },
  timeoutSeconds: { min: 1, max: 900 },
  tmpDiskMb: { min: 512, max: 10_240 },
  /** https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
  requestsPerInstance: { min: 1, max: 1 },
  /** 0 would switch the function off: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
  maxConcurrency: { min: 1, max: 100_000 },
  /** https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html */
  warmInstances: { min: 0, max: 100_000 },
  /** Scaled to 0, the configuration is gone, and autoscaling has nothing left to scale. */
  scheduledInstances: { min: 1, max: 100_000 },
  warmOverlap: 2,
  /** https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html */
  bothDayFields: false,
  /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
  logRetentionDays: {
    min: 1,
    max: 3653,
    oneOf: [
      1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ],
  },
  /** https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html */
  shortestEnvironmentName: 2,
  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  environmentBytes: 4096,
  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
  reservedEnvironment: [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_DEFAULT_REGION",
    "AWS_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "LAMBDA_TASK_ROOT",
    "LAMBDA_RUNTIME_DIR",
  ],
  httpAuth: [HttpAuth.Iam, HttpAuth.None],
  /** A URL answers OPTIONS itself: https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html */
  corsMethods: ["*", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
};

/** Of a zip sent with the call itself. */
export const directUploadBytes = 52_428_800;
/** Of what is in a zip, with the layers, and of all layers of an image. */
export const unpackedBytes = { zip: 262_144_000, image: 10 * 1024 ** 3 } as const;
export const maxLayers = 5;
