import { randomBytes } from "node:crypto";
import type { InstanceOptions } from "./instance.js";
import { seenPath } from "./launch.js";

/** Where functions are when nothing says otherwise. */
const defaultRegion = "us-east-1";

/**
 * The environment of a program on Lambda. Nothing of the emulator's own is in it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function lambdaEnvironment(options: InstanceOptions, runtimeApi: string): Record<string, string> {
  const { config, version, codeFolder, image, temporaryFolder, provisioned } = options;
  const taskRoot = seenPath(options, codeFolder);
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    AWS_REGION: defaultRegion,
    AWS_DEFAULT_REGION: defaultRegion,
    ...image?.environment,
    ...config.environment,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: provisioned ? "provisioned-concurrency" : "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${config.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[${version}]${randomBytes(16).toString("hex")}`,
    // aws-lambda-go asks for as many calls at once.
    ...(config.requestsPerInstance > 1
      ? { AWS_LAMBDA_MAX_CONCURRENCY: String(config.requestsPerInstance) }
      : {}),
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: taskRoot,
    TMPDIR: seenPath(options, temporaryFolder),
    _HANDLER: "bootstrap",
  };
}

export function functionArn({ config }: InstanceOptions): string {
  const region = config.environment["AWS_REGION"] ?? defaultRegion;
  return `arn:aws:lambda:${region}:000000000000:function:${config.name}`;
}
