/**
 * Deploys a Go main package to AWS Lambda, Aliyun Function Compute 3 or this machine.
 *
 * @module
 */

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
export { Architecture, CloudName, HttpAuth, Packaging } from "./names.js";
