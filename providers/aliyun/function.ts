import { V3ConcurrencyConfig } from "@pulumi/alicloud/fc/v3concurrencyConfig.js";
import { V3Function, type V3FunctionArgs } from "@pulumi/alicloud/fc/v3function.js";
import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../build/index.js";
import type { Spec } from "../../components/spec.js";
import type { Deployment, DeployOptions } from "../adapter.js";
import { declareVariables } from "../environment.js";
import { toScope } from "../scope.js";
import { declareCode } from "./code.js";
import { describeVersion } from "./describe-version.js";
import { explainErrors } from "./explain-errors.js";
import { limits } from "./limits.js";
import { declareLogStore, type LogStore } from "./log-store.js";
import type { AliyunSpec } from "./own.js";
import { go1, type Program, readProgram } from "./program.js";
import { declareRole } from "./role.js";
import type { Scope } from "./scope.js";
import { declareTraffic } from "./traffic.js";
import { declareUrl } from "./url.js";
import { declareWarm } from "./warm.js";
import { warmCost } from "./warm-cost.js";

/** The names of a function and of a role have 64 characters. */
const maxPrefixLength = 64;

/**
 * Declares a function on Function Compute 3: the log's store, the function, an alias if there is to be one, ready
 * instances, and a trigger that answers HTTP.
 */
export function deploy(
  name: string,
  spec: Spec<AliyunSpec>,
  artifact: pulumi.Output<Artifact>,
  options: DeployOptions,
): Deployment {
  const hooks = explainErrors();
  const scope = toScope(name, spec, options, { maxPrefixLength, hooks });
  const { fn, content } = declareFunction(scope, artifact);
  const concurrency = declareConcurrency(scope, fn);
  const { qualifier, version, alias } = declareTraffic(scope, fn, content);
  const { declared, ready } = declareWarm(scope, fn, qualifier, [...alias, ...concurrency]);
  const url = declareUrl(scope, fn, qualifier, [...alias, ...declared]);
  // Who uses the function finds it ready.
  const whenReady = <T>(value: pulumi.Output<T>) => pulumi.all([value, ready]).apply(([known]) => known);

  return {
    functionName: fn.functionName,
    functionId: fn.functionArn,
    version: whenReady(version),
    qualifier: pulumi.output(qualifier),
    url: whenReady(url),
    warmCostUsdPerMonth: pulumi.output(warmCost(spec)),
    resources: scope.resources,
  };
}

function declareFunction(
  scope: Scope,
  artifact: pulumi.Output<Artifact>,
): { readonly fn: V3Function; readonly content: pulumi.Output<string> } {
  const { spec, prefix, tags, resources, after } = scope;
  const program = artifact.apply(({ binary }) => {
    const { warning, ...found } = readProgram(spec.name, binary, spec.own);
    if (warning !== undefined) void pulumi.log.warn(warning, after().parent);
    return found;
  });
  const store = declareLogStore(scope);
  const role = declareRole(scope);
  const config = toConfig(spec, program, store, role.arn);
  const fn = new V3Function(
    prefix,
    { functionName: prefix, ...config, code: declareCode(scope, artifact), tags },
    {
      ...after(...store.resources, ...role.policies),
      // There cannot be two of one name.
      deleteBeforeReplace: true,
      // Set by the service, it would have the function replaced.
      ignoreChanges: ["idleTimeout"],
    },
  );
  resources["function"] = fn;
  return { fn, content: describeVersion(artifact, config) };
}

type Config = Omit<V3FunctionArgs, "code" | "tags" | "functionName">;

/** What is always written down: the provider does not take back what is left out later. */
function toConfig(
  spec: Spec<AliyunSpec>,
  program: pulumi.Output<Program>,
  { project, logstore }: LogStore,
  role: pulumi.Input<string> | undefined,
): Config {
  const { own } = spec;
  return {
    runtime: program.apply((found) => found.runtime),
    handler: "bootstrap",
    customRuntimeConfig: program.apply(({ runtime }) =>
      runtime === go1 ? undefined : toServer(own),
    ) as Config["customRuntimeConfig"],
    instanceLifecycleConfig: program.apply((found) =>
      toHooks(own, found),
    ) as Config["instanceLifecycleConfig"],
    memorySize: spec.memoryMb,
    cpu: own.cpu,
    diskSize: spec.tmpDiskMb,
    timeout: spec.timeoutSeconds,
    instanceConcurrency: spec.requestsPerInstance,
    environmentVariables: declareVariables(spec, limits) ?? {},
    role,
    internetAccess: own.internetAccess,
    logConfig: {
      project,
      logstore,
      enableInstanceMetrics: true,
      enableRequestMetrics: true,
      logBeginRule: "None",
    },
    vpcConfig: own.vpc && { ...own.vpc },
    nasConfig: own.nas && {
      userId: own.nas.userId,
      groupId: own.nas.groupId,
      mountPoints: own.nas.mounts.map(({ server, folder, tls }) => ({
        serverAddr: server,
        mountDir: folder,
        enableTls: tls,
      })),
    },
    customDns: own.dns && {
      nameServers: [...own.dns.nameServers],
      searches: [...own.dns.searches],
      dnsOptions: Object.entries(own.dns.options).map(([name, value]) => ({ name, value })),
    },
    layers: own.layers.length === 0 ? undefined : [...own.layers],
  };
}

/** The program is a server. https://www.alibabacloud.com/help/en/functioncompute/fc/principles-1 */
function toServer({ port, healthCheck }: AliyunSpec): object {
  return {
    commands: ["/code/bootstrap"],
    port,
    ...(healthCheck !== undefined && {
      healthCheckConfig: {
        httpGetUrl: healthCheck.path,
        initialDelaySeconds: healthCheck.initialDelaySeconds,
        periodSeconds: healthCheck.periodSeconds,
        timeoutSeconds: healthCheck.timeoutSeconds,
        failureThreshold: healthCheck.failureThreshold,
        successThreshold: 1,
      },
    }),
  };
}

/** What a custom runtime calls is a path; the handlers' names are only there to be named. */
function toHooks(own: AliyunSpec, { hasHooks }: Program): object | undefined {
  const { initializer = hasHooks, preStop = hasHooks } = own;
  if (!initializer && !preStop) return undefined;
  return {
    ...(initializer && { initializer: { handler: "initialize", timeout: own.initializerTimeoutSeconds } }),
    ...(preStop && { preStop: { handler: "pre-stop", timeout: own.preStopTimeoutSeconds } }),
  };
}

function declareConcurrency({ spec, prefix, resources, after }: Scope, fn: V3Function): pulumi.Resource[] {
  if (spec.maxConcurrency === undefined) return [];
  const concurrency = new V3ConcurrencyConfig(
    prefix,
    { functionName: fn.functionName, reservedConcurrency: spec.maxConcurrency },
    { ...after(), deleteBeforeReplace: true },
  );
  resources["concurrency"] = concurrency;
  return [concurrency];
}
