import type { Architecture } from "../../components/names.js";

/**
 * What a GB of provisioned concurrency costs, in USD a second, by region.
 *
 * From https://aws.amazon.com/lambda/pricing/ as of 2026-11. A region that is not here has no estimate.
 */
export const provisionedUsdPerGbSecond: Readonly<Record<string, Readonly<Record<Architecture, number>>>> = {
  "af-south-1": { amd64: 5.53e-6, arm64: 4.424e-6 },
  "ap-east-1": { amd64: 5.7153e-6, arm64: 4.57224e-6 },
  "ap-northeast-1": { amd64: 5.3835e-6, arm64: 4.3068e-6 },
  "ap-northeast-2": { amd64: 5.1254e-6, arm64: 4.10032e-6 },
  "ap-northeast-3": { amd64: 5.3835e-6, arm64: 4.3068e-6 },
  "ap-south-1": { amd64: 4.4985e-6, arm64: 3.5988e-6 },
  "ap-southeast-1": { amd64: 5.1991e-6, arm64: 4.15928e-6 },
  "ap-southeast-2": { amd64: 5.236e-6, arm64: 4.1888e-6 },
  "ap-southeast-4": { amd64: 5.236e-6, arm64: 4.1888e-6 },
  "ap-southeast-5": { amd64: 4.6791e-6, arm64: 3.74328e-6 },
  "ca-central-1": { amd64: 4.646e-6, arm64: 3.7168e-6 },
  "eu-central-1": { amd64: 5.0147e-6, arm64: 4.01176e-6 },
  "eu-central-2": { amd64: 5.5162e-6, arm64: 4.41296e-6 },
  "eu-north-1": { amd64: 4.4248e-6, arm64: 3.53984e-6 },
  "eu-south-1": { amd64: 4.8783e-6, arm64: 3.90264e-6 },
  "eu-west-1": { amd64: 4.646e-6, arm64: 3.7168e-6 },
  "eu-west-2": { amd64: 4.8304e-6, arm64: 3.86432e-6 },
  "eu-west-3": { amd64: 4.8673e-6, arm64: 3.89384e-6 },
  "sa-east-1": { amd64: 6.6372e-6, arm64: 5.30976e-6 },
  "us-east-1": { amd64: 4.1667e-6, arm64: 3.3334e-6 },
  "us-east-2": { amd64: 4.1667e-6, arm64: 3.3334e-6 },
  "us-west-1": { amd64: 4.9041e-6, arm64: 3.92328e-6 },
  "us-west-2": { amd64: 4.1667e-6, arm64: 3.3334e-6 },
};
