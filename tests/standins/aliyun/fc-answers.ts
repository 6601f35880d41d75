import { isObject, type Props } from "../wire.js";
import type { FcConfig } from "./fc-config.js";
import type { FcFunction } from "./fc-function.js";

const noLogs = {
  enableInstanceMetrics: false,
  enableRequestMetrics: false,
  logBeginRule: "None",
  logstore: "",
  project: "",
};

/** What GET answers for a function, or for one of its versions. */
export function functionAnswer(fn: FcFunction, qualifier: string | undefined): Props {
  const versionId = fn.aliases.get(qualifier ?? "")?.versionId ?? qualifier;
  const isLatest = versionId === undefined || versionId === "LATEST";
  const version = isLatest ? undefined : fn.version(versionId);
  const { config, createdTime } = version ?? fn;
  const description = version?.description ?? config.description;
  return {
    ...config,
    ...((config.logConfig ?? fn.account.rules.defaultLogConfig)
      ? { logConfig: { ...noLogs, ...config.logConfig } }
      : {}),
    description,
    createdTime,
    lastModifiedTime: version === undefined ? fn.lastModifiedTime : createdTime,
    functionArn: fn.arn,
    functionId: fn.id,
    codeSize: (version ?? fn).codeBytes,
    ...resolved(version ?? fn),
    ...fn.status,
    tags: Object.entries(fn.tags).map(([key, value]) => ({ key, value })),
  };
}

/** The digest that an image's name stood for. */
function resolved({ config, imageDigest }: Pick<FcFunction, "config" | "imageDigest">): Props {
  const { customContainerConfig: container } = config;
  if (container === undefined || imageDigest === undefined) return {};
  const name = (container.image ?? "").replace(/@.*|:[^/]*$/, "");
  return { customContainerConfig: { ...container, resolvedImageUri: `${name}@${imageDigest}` } };
}

/** What the provider's Read sets from that: everything but `code` and `layers`. */
export function functionOutputs(answer: Props): Props {
  const { customRuntimeConfig, customContainerConfig, instanceLifecycleConfig } = answer as Partial<FcConfig>;
  const { vpcConfig, nasConfig, customDNS, tags, createdTime, ...rest } = answer;
  const { layers: _, code: __, ...kept } = rest;
  const { mountPoints = [] } = (answer["ossMountConfig"] ?? {}) as Props;
  return {
    ...kept,
    createTime: createdTime,
    customRuntimeConfig: renamed(customRuntimeConfig, { command: "commands" }),
    customContainerConfig: renamed(customContainerConfig, { command: "commands", entrypoint: "entrypoints" }),
    instanceLifecycleConfig: instanceLifecycleConfig && {
      initializer: renamed(instanceLifecycleConfig.initializer, { command: "commands" }),
      preStop: instanceLifecycleConfig.preStop,
    },
    vpcConfig: renamed(vpcConfig, { vSwitchIds: "vswitchIds" }),
    nasConfig: isObject(nasConfig)
      ? {
          ...nasConfig,
          mountPoints: (nasConfig["mountPoints"] as Props[]).map((point) =>
            renamed(point, { enableTLS: "enableTls" }),
          ),
        }
      : undefined,
    customDns: customDNS,
    // Whether there are any or not.
    ossMountConfig: { mountPoints },
    tags: Object.fromEntries(
      (tags as { key: string; value: string }[]).map(({ key, value }) => [key, value]),
    ),
    ...Object.fromEntries(statuses.map((name) => [name, answer[name] ?? ""])),
  };
}

const statuses = [
  "lastUpdateStatus",
  "lastUpdateStatusReason",
  "lastUpdateStatusReasonCode",
  "state",
  "stateReason",
  "stateReasonCode",
];

function renamed(block: unknown, names: Readonly<Record<string, string>>): Props | undefined {
  if (!isObject(block)) return undefined;
  return Object.fromEntries(Object.entries(block).map(([name, value]) => [names[name] ?? name, value]));
}
