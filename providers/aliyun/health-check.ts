import type { fc } from "@pulumi/alicloud/types/input.js";
import type { Checker } from "../../components/checker.js";
import type { AliyunHealthCheckArgs } from "./args.js";

/** Fills and checks `aliyun.healthCheck`. */
export function toHealthCheck(
  args: AliyunHealthCheckArgs | undefined,
  check: Checker,
): Required<AliyunHealthCheckArgs> | undefined {
  if (args === undefined) return undefined;
  const { path } = args;
  if (typeof path !== "string" || !path.startsWith("/"))
    check.refuse("aliyun.healthCheck.path", 'be a path such as "/healthz"', path);
  const number = (
    key: Exclude<keyof AliyunHealthCheckArgs, "path">,
    value: number,
    min: number,
    max: number,
  ) => check.number(`aliyun.healthCheck.${key}`, args[key] ?? value, { min, max });
  return {
    path,
    initialDelaySeconds: number("initialDelaySeconds", 0, 0, 120),
    periodSeconds: number("periodSeconds", 3, 1, 120),
    timeoutSeconds: number("timeoutSeconds", 1, 1, 3),
    failureThreshold: number("failureThreshold", 3, 1, 120),
  };
}

/** How Function Compute has it, for a zip and for an image. */
export function toHealthCheckConfig(healthCheck: Required<AliyunHealthCheckArgs> | undefined): {
  readonly healthCheckConfig?: fc.V3FunctionCustomRuntimeConfigHealthCheckConfig;
} {
  if (healthCheck === undefined) return {};
  const { path: httpGetUrl, ...numbers } = healthCheck;
  return { healthCheckConfig: { httpGetUrl, ...numbers, successThreshold: 1 } };
}
