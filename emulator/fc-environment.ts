import type { InstanceOptions } from "./instance.js";
import { seenPath } from "./launch.js";

/** Where functions are when nothing says otherwise. */
const defaultRegion = "cn-hangzhou";
const accountId = "0000000000000000";

/**
 * The environment of a program on Function Compute. Nothing of the emulator's own is in it.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/environment-variables
 */
export function fcEnvironment(
  options: InstanceOptions,
  instanceId: string,
  port: number,
): Record<string, string> {
  const { config, version, codeFolder, image, temporaryFolder } = options;
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    FC_REGION: defaultRegion,
    ...image?.environment,
    ...config.environment,
    FC_ACCOUNT_ID: accountId,
    FC_INSTANCE_ID: instanceId,
    FC_FUNCTION_NAME: config.name,
    FC_FUNCTION_HANDLER: "bootstrap",
    FC_FUNCTION_MEMORY_SIZE: String(config.memoryMb),
    FC_FUNCTION_VERSION: version,
    FC_VER_ID: version,
    FC_FUNC_CODE_PATH: seenPath(options, codeFolder),
    FC_CUSTOM_LISTEN_PORT: String(port),
    FC_SERVER_PORT: String(port),
    TMPDIR: seenPath(options, temporaryFolder),
  };
}

export type ControlPath = "/initialize" | "/invoke" | "/http-invoke" | "/pre-stop";

/**
 * The headers that Function Compute adds to every request, name and value in turns.
 * https://www.alibabacloud.com/help/en/functioncompute/fc-2-0/user-guide/custom-runtime-specification-details
 */
export function fcHeaders(
  { config, version }: InstanceOptions,
  path: ControlPath,
  requestId: string,
): string[] {
  const headers = [
    "x-fc-request-id",
    requestId,
    "x-fc-control-path",
    path,
    "x-fc-function-name",
    config.name,
    "x-fc-function-handler",
    "bootstrap",
    "x-fc-function-memory",
    String(config.memoryMb),
    "x-fc-function-timeout",
    String(config.timeoutSeconds),
    "x-fc-region",
    config.environment["FC_REGION"] ?? defaultRegion,
    "x-fc-account-id",
    accountId,
    "x-fc-qualifier",
    "LATEST",
    "x-fc-version-id",
    version,
    "x-fc-retry-count",
    "0",
  ];
  if (config.hooks.initialize) headers.push("x-fc-function-initializer", "true");
  for (const [header, variable] of credentials) {
    const value = config.environment[variable];
    if (value !== undefined) headers.push(header, value);
  }
  return headers;
}

/** The role's credentials, where the function's own environment has any. */
const credentials = [
  ["x-fc-access-key-id", "ALIBABA_CLOUD_ACCESS_KEY_ID"],
  ["x-fc-access-key-secret", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
  ["x-fc-security-token", "ALIBABA_CLOUD_SECURITY_TOKEN"],
] as const;
