import { randomUUID } from "node:crypto";
import type { Dialect } from "../dialect.js";

const services: Readonly<Record<string, string>> = {
  lambda: "Lambda",
  iam: "IAM",
  logs: "CloudWatch Logs",
  cloudwatch: "CloudWatch",
  "application-autoscaling": "Application Auto Scaling",
  ecr: "ECR",
  s3: "S3",
  sqs: "SQS",
  sts: "STS",
};

/** The words of AWS's client for Go, and of Terraform's provider for AWS around them. */
export const awsDialect: Dialect = {
  denied: "AccessDeniedException",
  isTransient: ({ status, code }) => status >= 500 || status === 429 || /Throttl/.test(code),
  refused({ action, cause }) {
    const [service = "", verb] = action.split(":");
    const unmodelled = /^(Validation|Throttling)/.test(cause.code) ? "api error " : "";
    const where = `operation error ${services[service] ?? service}: ${verb}`;
    const response = `https response error StatusCode: ${cause.status}, RequestID: ${randomUUID()}`;
    return `${where}, ${response}, ${unmodelled}${cause.code}: ${cause.message}`;
  },
  failed: ({ verb, type, id, name, message }) => `${verb} ${toTitle(type)} (${id ?? name}): ${message}`,
};

/** `aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig` is a "lambda Provisioned Concurrency Config". */
function toTitle(type: string): string {
  const [, module = "", name = ""] = type.split(":");
  return `${module.split("/", 1)[0]} ${name.replace(/(?<=[a-z])[A-Z]/g, " $&")}`;
}
