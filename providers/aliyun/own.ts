import type * as pulumi from "@pulumi/pulumi";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { Checker } from "../../components/checker.js";
import type { Known } from "../../components/known-arguments.js";
import { asSection } from "../../components/rule.js";
import type { WarmSpec } from "../../components/warm.js";
import { largestWarm } from "../../components/warm-timetable.js";
import { toRollout, toVersion } from "../rollout.js";
import {
  type AliyunArgs,
  type AliyunDnsArgs,
  type AliyunHealthCheckArgs,
  type AliyunLogsArgs,
  type AliyunNasArgs,
  type AliyunNasMountArgs,
  type AliyunPolicyArgs,
  type AliyunRolloutArgs,
  AliyunRuntime,
  type AliyunVpcArgs,
} from "./args.js";
import { toRoleArgs } from "./check-role.js";
import { cpuBand, cpuFor, isCpuStep, maxLayers } from "./limits.js";
import { toDns, toNas, toVpc } from "./network.js";

/** The `aliyun` section with its defaults filled. */
export interface AliyunSpec
  extends Omit<AliyunArgs, "policies" | "cpu" | "layers" | "dns" | "nas" | "healthCheck" | "rollout"> {
  readonly policies: readonly Required<AliyunPolicyArgs>[];
  readonly runtime: AliyunRuntime;
  readonly port: number;
  readonly cpu: number;
  readonly healthCheck?: Required<AliyunHealthCheckArgs>;
  readonly initializerTimeoutSeconds: number;
  readonly preStopTimeoutSeconds: number;
  readonly internetAccess: boolean;
  readonly nas?: Required<AliyunNasArgs>;
  readonly dns?: Required<AliyunDnsArgs>;
  readonly layers: readonly pulumi.Input<string>[];
  readonly alwaysAllocateCpu: boolean;
  readonly rollout?: Readonly<AliyunRolloutArgs>;
}

const policy: Known<AliyunPolicyArgs> = { name: true, type: true };
const healthCheck: Known<AliyunHealthCheckArgs> = {
  path: true,
  initialDelaySeconds: true,
  periodSeconds: true,
  timeoutSeconds: true,
  failureThreshold: true,
};
const vpc: Known<AliyunVpcArgs> = { vpcId: true, vswitchIds: true, securityGroupId: true };
const mount: Known<AliyunNasMountArgs> = { server: true, folder: true, tls: true };
const nas: Known<AliyunNasArgs> = { mounts: [mount], userId: true, groupId: true };
const dns: Known<AliyunDnsArgs> = { nameServers: true, searches: true, options: true };
const logs: Known<AliyunLogsArgs> = { project: true, store: true };
const rollout: Known<AliyunRolloutArgs> = { percent: true, previousVersion: true };
const known: Known<AliyunArgs> = {
  role: true,
  policies: [policy],
  inlinePolicy: true,
  runtime: true,
  port: true,
  cpu: true,
  healthCheck,
  initializer: true,
  initializerTimeoutSeconds: true,
  preStop: true,
  preStopTimeoutSeconds: true,
  vpc,
  internetAccess: true,
  nas,
  dns,
  layers: true,
  logs,
  bucket: true,
  alwaysAllocateCpu: true,
  alias: true,
  rollout,
  rollback: true,
};
/** A text is why there is no such argument. */
export const ownArguments = {
  ...known,
  qualifier:
    'is not an argument: traffic and ready instances are on LATEST, or on the alias that "aliyun.alias" names.',
};

/** Fills and checks the `aliyun` section. */
export function own(args: GoServerlessFunctionArgs, check: Checker, warm: WarmSpec): AliyunSpec {
  const aliyun = asSection(args.aliyun) ?? {};
  const flag = (key: "initializer" | "preStop") =>
    aliyun[key] === undefined ? undefined : check.boolean(`aliyun.${key}`, aliyun[key]);
  const seconds = (
    key: "initializerTimeoutSeconds" | "preStopTimeoutSeconds",
    [value, max]: [number, number],
  ) => check.number(`aliyun.${key}`, aliyun[key] ?? value, { min: 1, max });
  if (aliyun.bucket !== undefined) check.text("aliyun.bucket", aliyun.bucket);
  const vpcSpec = toVpc(asSection(aliyun.vpc), check);
  const spec: AliyunSpec = {
    ...aliyun,
    ...toRoleArgs(aliyun, check),
    runtime: check.oneOf(
      "aliyun.runtime",
      aliyun.runtime ?? AliyunRuntime.Debian12,
      Object.values(AliyunRuntime),
    ),
    port: check.number("aliyun.port", aliyun.port ?? 9000, { min: 1, max: 65_535 }),
    cpu: toCpu(aliyun.cpu, args.memoryMb ?? 256, check),
    healthCheck: toHealthCheck(asSection(aliyun.healthCheck), check),
    initializer: flag("initializer"),
    initializerTimeoutSeconds: seconds("initializerTimeoutSeconds", [60, 300]),
    preStop: flag("preStop"),
    preStopTimeoutSeconds: seconds("preStopTimeoutSeconds", [10, 90]),
    vpc: vpcSpec,
    internetAccess: check.boolean("aliyun.internetAccess", aliyun.internetAccess ?? true),
    nas: toNas(asSection(aliyun.nas), vpcSpec, check),
    dns: toDns(asSection(aliyun.dns), check),
    layers: toLayers(aliyun.layers ?? [], check),
    logs: toLogs(asSection(aliyun.logs), check),
    alwaysAllocateCpu: check.boolean("aliyun.alwaysAllocateCpu", aliyun.alwaysAllocateCpu ?? false),
    alias: toAlias(aliyun.alias, check),
    rollout: toRollout("aliyun", asSection(aliyun.rollout), check),
    rollback:
      aliyun.rollback === undefined ? undefined : toVersion("aliyun.rollback", aliyun.rollback, check),
  };
  checkTraffic(spec, check);
  checkConcurrency(args, warm, check);
  return spec;
}

function toCpu(cpu: number | undefined, memoryMb: number, check: Checker): number {
  if (cpu === undefined) return cpuFor(memoryMb);
  const { min, max } = cpuBand(memoryMb);
  if (typeof cpu === "number" && cpu >= min && cpu <= max && isCpuStep(cpu)) return cpu;
  const rule = `be a multiple of 0.05 from ${min} to ${max} with ${memoryMb} MB of memory`;
  check.refuse("aliyun.cpu", rule, cpu, "Leave it out to have it follow the memory.");
  return cpuFor(memoryMb);
}

function toHealthCheck(
  args: AliyunHealthCheckArgs | undefined,
  check: Checker,
): AliyunSpec["healthCheck"] | undefined {
  if (args === undefined) return undefined;
  const { path, initialDelaySeconds = 0, periodSeconds = 3, timeoutSeconds = 1, failureThreshold = 3 } = args;
  if (typeof path !== "string" || !path.startsWith("/"))
    check.refuse("aliyun.healthCheck.path", 'be a path such as "/healthz"', path);
  const number = (key: string, value: number, min: number, max: number) =>
    check.number(`aliyun.healthCheck.${key}`, value, { min, max });
  return {
    path,
    initialDelaySeconds: number("initialDelaySeconds", initialDelaySeconds, 0, 120),
    periodSeconds: number("periodSeconds", periodSeconds, 1, 120),
    timeoutSeconds: number("timeoutSeconds", timeoutSeconds, 1, 3),
    failureThreshold: number("failureThreshold", failureThreshold, 1, 120),
  };
}

function toLayers(layers: readonly pulumi.Input<string>[], check: Checker): readonly pulumi.Input<string>[] {
  if (Array.isArray(layers) && layers.length > maxLayers)
    check.refuse("aliyun.layers", `name at most ${maxLayers}`, layers.length);
  return check.inputs("aliyun.layers", layers);
}

function toLogs(args: AliyunLogsArgs | undefined, check: Checker): AliyunLogsArgs | undefined {
  if (args === undefined) return undefined;
  check.text("aliyun.logs.project", args.project);
  check.text("aliyun.logs.store", args.store);
  return args;
}

function toAlias(alias: string | undefined, check: Checker): string | undefined {
  if (alias === undefined) return undefined;
  const isName = typeof alias === "string" && /^(?!\d+$)[A-Za-z0-9_-]{1,128}$/.test(alias);
  if (!isName || alias === "LATEST")
    check.refuse("aliyun.alias", 'be a name such as "live", and neither LATEST nor a version', alias);
  return alias;
}

function checkTraffic({ alias, rollout: share, rollback }: AliyunSpec, check: Checker): void {
  if (alias !== undefined) return;
  for (const [key, value] of Object.entries({ rollout: share, rollback })) {
    if (value === undefined) continue;
    const why = 'come with "aliyun.alias", since LATEST has no versions to choose from';
    check.refuseUnseen(`aliyun.${key}`, why, 'Set it, to "live" for instance; the URL changes once.');
  }
}

/** What is reserved counts calls, and each ready instance takes its share of them. */
function checkConcurrency(args: GoServerlessFunctionArgs, warm: WarmSpec, check: Checker): void {
  const { maxConcurrency, requestsPerInstance = 1 } = args;
  const least = largestWarm(warm) * requestsPerInstance;
  if (maxConcurrency === undefined || requestsPerInstance === 1 || !(maxConcurrency < least)) return;
  const rule = `be at least ${least}, the largest warm number times "requestsPerInstance"`;
  check.refuse("maxConcurrency", rule, maxConcurrency, "Raise it or lower one of them.");
}
