/**
 * Deploys a Go main package to AWS Lambda, Aliyun Function Compute 3 or this machine.
 *
 * @module
 */

export type {
  AliyunArgs,
  AliyunDnsArgs,
  AliyunHealthCheckArgs,
  AliyunLogsArgs,
  AliyunNasArgs,
  AliyunNasMountArgs,
  AliyunPolicyArgs,
  AliyunRolloutArgs,
  AliyunVpcArgs,
} from "../providers/aliyun/args.js";
export { AliyunPolicyType, AliyunRuntime } from "../providers/aliyun/args.js";
export type {
  AwsAlarmsArgs,
  AwsArgs,
  AwsAsyncArgs,
  AwsLogsArgs,
  AwsRolloutArgs,
  AwsSmokeArgs,
  AwsVpcArgs,
} from "../providers/aws/args.js";
export { AwsLogFormat, AwsLogLevel } from "../providers/aws/args.js";
export type { LocalArgs } from "../providers/local/args.js";
export { LocalContract } from "../providers/local/args.js";
export type {
  BudgetArgs,
  BuildArgs,
  CorsArgs,
  GoServerlessFunctionArgs,
  HttpArgs,
  LogsArgs,
  WarmArgs,
  WarmAutoscaleArgs,
  WarmScheduleArgs,
} from "./args.js";
export { GoServerlessFunction } from "./go-serverless-function.js";
export type { ImageArgs, ImageFileArgs, ImageLabelsArgs } from "./image-args.js";
export { Architecture, CloudName, HttpAuth, ImageBuilder, Packaging } from "./names.js";
