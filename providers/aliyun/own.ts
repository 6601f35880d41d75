import type * as pulumi from "@pulumi/pulumi";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { Checker } from "../../components/checker.js";
import type { Known } from "../../components/known-arguments.js";
import { Packaging } from "../../components/names.js";
import { asSection, isInRange } from "../../components/rule.js";
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
import { checkContainer } from "./container.js";
import { toCpu } from "./cpu.js";
import { toHealthCheck } from "./health-check.js";
import { toLayers } from "./layers.js";
import { limits } from "./limits.js";
import { oneSecurityGroup, toDns, toNas, toVpc } from "./network.js";

/** The `aliyun` section with its defaults filled. */
export interface AliyunSpec
  extends Omit<AliyunArgs, "policies" | "cpu" | "layers" | "dns" | "nas" | "healthCheck" | "rollout"> {
  readonly policies: readonly Required<AliyunPolicyArgs>[];
  /** Given, it counts; else the binary tells. */
  readonly runtime?: AliyunRuntime;
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
const vpc = {
  ...({ vpcId: true, vswitchIds: true, securityGroupId: true } satisfies Known<AliyunVpcArgs>),
  securityGroupIds: `is not an argument: ${oneSecurityGroup}`,
};
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
    runtime: toRuntime(aliyun.runtime, check),
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
  if (args.packaging === Packaging.Image) checkContainer(aliyun, check);
  checkTraffic(spec, check);
  checkConcurrency(args, warm, check);
  return spec;
}

function toRuntime(runtime: AliyunRuntime | undefined, check: Checker): AliyunRuntime | undefined {
  if (runtime === undefined) return undefined;
  return check.oneOf("aliyun.runtime", runtime, Object.values(AliyunRuntime));
}

function toLogs(args: AliyunLogsArgs | undefined, check: Checker): AliyunLogsArgs | undefined {
  if (args === undefined) return undefined;
  check.text("aliyun.logs.project", args.project);
  check.text("aliyun.logs.store", args.store);
  return args;
}

/** https://www.alibabacloud.com/help/en/fc/developer-reference/api-fc-open-2021-04-06-createalias */
function toAlias(alias: string | undefined, check: Checker): string | undefined {
  if (alias === undefined) return undefined;
  const isName = typeof alias === "string" && /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/.test(alias);
  if (!isName || alias === "LATEST")
    check.refuse(
      "aliyun.alias",
      "be 1-128 letters, digits, - or _, start with a letter or _, and be neither LATEST nor a version",
      alias,
      'Name it "live", for instance.',
    );
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
  const { maxConcurrency, requestsPerInstance } = args;
  if (!isInRange(requestsPerInstance, limits.requestsPerInstance) || requestsPerInstance === 1) return;
  const least = largestWarm(warm) * requestsPerInstance;
  if (typeof maxConcurrency !== "number" || !(maxConcurrency < least)) return;
  const rule = `be at least ${least}, the largest warm number times "requestsPerInstance"`;
  check.refuse("maxConcurrency", rule, maxConcurrency, "Raise it or lower one of them.");
}
