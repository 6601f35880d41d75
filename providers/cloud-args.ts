import type { AliyunArgs } from "./aliyun/args.js";
import type { AwsArgs } from "./aws/args.js";
import type { LocalArgs } from "./local/args.js";

/** What only one cloud has. A section is read when its cloud is chosen and ignored otherwise, so one program can hold all. */
export interface CloudArgs {
  /** Settings of AWS Lambda. */
  aws?: AwsArgs;
  /** Settings of Aliyun Function Compute. */
  aliyun?: AliyunArgs;
  /** Settings of the local cloud. */
  local?: LocalArgs;
}
