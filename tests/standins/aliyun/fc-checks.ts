import { ApiError } from "../api-error.js";
import type { Account } from "./account.js";
import type { FcConfig } from "./fc-config.js";

export const invalid = (message: string) => new ApiError("InvalidArgument", message);

const runtimes =
  "custom custom.debian10 custom.debian11 custom.debian12 custom-container go1 python3.10 python3.9 python3 nodejs20 nodejs18 nodejs16 nodejs14 java11 java8 php7.2 dotnetcore3.1".split(
    " ",
  );
const isBetween = (value: number, min: number, max: number) => value >= min && value <= max;
const isMultiple = (value: number, step: number) => Math.abs(value / step - Math.round(value / step)) < 1e-9;

/** What a configuration must be, and what the service says when it is not. */
const rules: readonly [isKept: (config: FcConfig) => boolean, message: (config: FcConfig) => string][] = [
  [
    ({ functionName }) => /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(functionName),
    ({ functionName }) =>
      `function name '${functionName}' must have 1 to 64 letters, digits, '_' and '-' and start with a letter or '_'`,
  ],
  [({ runtime }) => runtimes.includes(runtime), ({ runtime }) => `runtime '${runtime}' is not supported`],
  [({ handler }) => Boolean(handler), () => "Handler is required but not provided"],
  [
    ({ memorySize }) => isBetween(memorySize, 128, 32_768) && isMultiple(memorySize, 64),
    ({ memorySize }) => `memorySize ${memorySize} must be a multiple of 64 between 128 and 32768`,
  ],
  [
    ({ cpu }) => isBetween(cpu, 0.05, 16) && isMultiple(cpu, 0.05),
    ({ cpu }) => `cpu ${cpu} must be a multiple of 0.05 between 0.05 and 16`,
  ],
  [
    ({ cpu, memorySize }) => isBetween(cpu, memorySize / 4096 - 1e-9, memorySize / 1024 + 1e-9),
    ({ cpu, memorySize }) =>
      `the ratio of cpu ${cpu} to memorySize ${memorySize} must be between 1:1 and 1:4 (vCPU to GB)`,
  ],
  [
    ({ diskSize }) => diskSize === 512 || diskSize === 10_240,
    ({ diskSize }) => `diskSize ${diskSize} must be 512 or 10240`,
  ],
  [
    ({ timeout }) => isBetween(timeout, 1, 86_400),
    ({ timeout }) => `timeout ${timeout} must be between 1 and 86400`,
  ],
  [
    ({ instanceConcurrency }) => isBetween(instanceConcurrency, 1, 200),
    ({ instanceConcurrency }) => `instanceConcurrency ${instanceConcurrency} must be between 1 and 200`,
  ],
  [
    ({ environmentVariables }) => Object.keys(environmentVariables).every((key) => !key.startsWith("FC_")),
    ({ environmentVariables }) =>
      `environment variables must not start with 'FC_': ${namesOf(environmentVariables, /^FC_/)}`,
  ],
  [
    ({ environmentVariables }) => Object.keys(environmentVariables).every((key) => variableName.test(key)),
    ({ environmentVariables }) =>
      `environment variables must match ${variableName.source}: ${namesOf(environmentVariables, /^(?![A-Za-z][A-Za-z0-9_]*$)/)}`,
  ],
  [
    ({ vpcConfig: { vpcId, vSwitchIds = [], securityGroupId } = {} }) =>
      [vpcId, vSwitchIds[0], securityGroupId].filter(Boolean).length % 3 === 0,
    () => "vpcConfig must have vpcId, vSwitchIds and securityGroupId",
  ],
  ...(["initializer", "preStop"] as const).map((name): (typeof rules)[number] => {
    const most = { initializer: 300, preStop: 90 }[name];
    const timeoutOf = ({ instanceLifecycleConfig: hooks }: FcConfig) => hooks?.[name]?.timeout ?? 1;
    return [
      (config) => isBetween(timeoutOf(config), 1, most),
      (config) => `the timeout ${timeoutOf(config)} of ${name} must be between 1 and ${most}`,
    ];
  }),
  [
    ({ runtime, customContainerConfig: { image } = {} }) =>
      (runtime === "custom-container") === Boolean(image),
    ({ runtime }) => `customContainerConfig.image must be set for custom-container alone, not for ${runtime}`,
  ],
  [
    ({ customContainerConfig: { port = 1 } = {} }) => isBetween(port, 1, 65_535),
    ({ customContainerConfig: { port } = {} }) => `the port ${port} must be between 1 and 65535`,
  ],
  [
    ({ runtime, layers = [] }) => runtime !== "custom-container" || layers.length === 0,
    ({ runtime, layers = [] }) => `runtime: ${runtime} is not supported by layer:${layers[0]}`,
  ],
  [
    ({ instanceLifecycleConfig: { initializer: { handler, command = [] } = {} } = {} }) =>
      !handler || command.length === 0,
    () => "handler and command of initializer exclude each other",
  ],
];

const variableName = /^[A-Za-z][A-Za-z0-9_]*$/;
const namesOf = (variables: object, pattern: RegExp) =>
  Object.keys(variables)
    .filter((key) => pattern.test(key))
    .join(", ");

/** Refuses a configuration. */
export function checkConfig(account: Account, config: FcConfig): void {
  for (const [isKept, message] of rules) if (!isKept(config)) throw invalid(message(config));
  const bytes = Object.entries(config.environmentVariables).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  const { environmentBytes } = account.limits;
  if (bytes > environmentBytes)
    throw invalid(`environment variables have ${bytes} bytes, more than ${environmentBytes}`);
  checkLogs(account, config);
  checkRole(account, config);
}

function checkLogs(account: Account, { logConfig: { project, logstore } = {} }: FcConfig): void {
  if (!project && !logstore) return;
  const projects = account.table("alicloud:log/project:Project");
  const stores = account.table("alicloud:log/store:Store");
  const isVisible = account.isVisible(`log ${project}/${logstore}`);
  if (!project || !projects.has(project) || !isVisible) throw invalid(`project '${project}' does not exist`);
  if (!stores.has(`${project}:${logstore}`)) throw invalid(`logstore '${logstore}' does not exist`);
}

function checkRole(account: Account, { role }: FcConfig): void {
  if (role === "") return;
  const [, owner, name = ""] = /^acs:ram::(\d+):role\/(.+)$/.exec(role) ?? [];
  const found = account.table("alicloud:ram/role:Role").get(name);
  if (owner !== account.id || found === undefined || !account.isVisible(role))
    throw invalid(`role '${role}' does not exist`);
  const trust = String(found["assumeRolePolicyDocument"] ?? found["document"] ?? "");
  if (!trust.includes("fc.aliyuncs.com"))
    throw new ApiError("AccessDenied", `FC has no permission to assume the role '${role}'`);
}
