import { V3ConcurrencyConfig } from "@pulumi/alicloud/fc/v3concurrencyConfig.js";
import { V3Function, type V3FunctionArgs } from "@pulumi/alicloud/fc/v3function.js";
import * as pulumi from "@pulumi/pulumi";
import type { Spec } from "../../components/spec.js";
import type { Deployable, Deployment, DeployOptions } from "../adapter.js";
import { declareVariables } from "../environment.js";
import { holdBack, toScope } from "../scope.js";
import { estimated } from "../warm-cost.js";
import { describeVersion } from "./describe-version.js";
import { explainErrors } from "./explain-errors.js";
import { limits } from "./limits.js";
import { declareLogStore, type LogStore } from "./log-store.js";
import type { AliyunSpec } from "./own.js";
import { awaitPrepared } from "./prepared.js";
import { declareRole } from "./role.js";
import { declareRunnable, type Runnable } from "./runnable.js";
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
  deployable: pulumi.Output<Deployable>,
  options: DeployOptions,
): Deployment {
  const hooks = explainErrors();
  const scope = toScope(name, spec, options, { maxPrefixLength, hooks });
  const { fn, content, imageUri } = declareFunction(scope, deployable);
  const prepared = imageUri === undefined ? pulumi.output(undefined) : awaitPrepared(scope, fn);
  // A version of a function whose image is not prepared would be of none, and its instances would not start.
  const next = holdBack(scope, prepared);
  const concurrency = declareConcurrency(next, fn);
  const { qualifier, version, alias } = declareTraffic(next, fn, content);
  const { declared, ready } = declareWarm(next, fn, qualifier, [...alias, ...concurrency]);
  const url = declareUrl(next, fn, qualifier, [...alias, ...declared]);
  // Who uses the function finds it ready.
  const whenReady = <T>(value: pulumi.Output<T>) =>
    pulumi.all([value, prepared, ready]).apply(([known]) => known);

  return {
    functionName: fn.functionName,
    functionId: fn.functionArn,
    version: whenReady(version),
    qualifier: pulumi.output(qualifier),
    url: whenReady(url),
    ...(imageUri && { imageUri }),
    warmCost: pulumi.output(estimated(() => warmCost(spec, options.prices))),
    resources: scope.resources,
  };
}

interface Declared extends Pick<Runnable, "imageUri"> {
  readonly fn: V3Function;
  readonly content: pulumi.Output<string>;
}

function declareFunction(scope: Scope, deployable: pulumi.Output<Deployable>): Declared {
  const { spec, prefix, tags, resources, after } = scope;
  const { config: runs, code, ofOtherKind, imageUri } = declareRunnable(scope, deployable);
  const store = declareLogStore(scope);
  const role = declareRole(scope);
  const config = { ...runs, ...toConfig(spec, store, role.arn) };
  const fn = new V3Function(
    prefix,
    { functionName: prefix, ...config, code, tags },
    {
      ...after(...store.resources, ...role.policies),
      // There cannot be two of one name.
      deleteBeforeReplace: true,
      replaceOnChanges: [ofOtherKind],
      // Set by the service, it would have the function replaced.
      ignoreChanges: ["idleTimeout"],
    },
  );
  resources["function"] = fn;
  return { fn, content: describeVersion(deployable, config), ...(imageUri && { imageUri }) };
}

type Config = Omit<V3FunctionArgs, "code" | "tags" | "functionName" | keyof Runnable["config"]>;

/** What is always written down: the provider does not take back what is left out later. */
function toConfig(
  spec: Spec<AliyunSpec>,
  { project, logstore }: LogStore,
  role: pulumi.Input<string> | undefined,
): Config {
  const { own } = spec;
  return {
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
