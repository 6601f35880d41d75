import type { Props } from "../wire.js";

type Hook = { handler?: string; command?: string[]; timeout?: number };

/** A function's configuration in the names of the API. */
export type FcConfig = Props & {
  functionName: string;
  runtime: string;
  handler: string;
  cpu: number;
  memorySize: number;
  diskSize: number;
  timeout: number;
  instanceConcurrency: number;
  description: string;
  role: string;
  environmentVariables: Record<string, string>;
  customRuntimeConfig?: { command?: string[]; args?: string[]; port?: number };
  customContainerConfig?: { image?: string; port?: number; resolvedImageUri?: string };
  layers?: string[];
  instanceLifecycleConfig?: { initializer?: Hook; preStop?: Hook };
  logConfig?: { project?: string; logstore?: string };
  vpcConfig?: { vpcId?: string; vSwitchIds?: string[]; securityGroupId?: string };
};

/** Where a function's code comes from, in the names of the API. */
export type FcCode = {
  zipFile?: string;
  ossBucketName?: string;
  ossObjectName?: string;
  checksum?: string;
};

/** What the service makes of what a request leaves out. */
export function withDefaults(request: Props): FcConfig {
  const memorySize = Number(request["memorySize"] ?? 512);
  const config: Props = {
    cpu: leastCpu(memorySize),
    diskSize: 512,
    timeout: 3,
    instanceConcurrency: 1,
    internetAccess: true,
    description: "",
    role: "",
    environmentVariables: {},
    ...request,
    memorySize,
  };
  return config as FcConfig;
}

/** A configuration with what an update says; a block that is empty is gone. */
export function updated(config: FcConfig, { code: _, ...request }: Props): FcConfig {
  const next = { ...config, ...request };
  const kept = Object.entries(next).filter(
    ([name, value]) => name === "environmentVariables" || !isEmpty(value),
  );
  return Object.fromEntries(kept) as FcConfig;
}

/** A quarter of a core for each GB, in the service's steps. */
const leastCpu = (memoryMb: number) => Math.max(5, Math.ceil(memoryMb / 1024 / 4 / 0.05) * 5) / 100;

const isEmpty = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
