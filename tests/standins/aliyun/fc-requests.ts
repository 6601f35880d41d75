import { isObject, type Props } from "../wire.js";

const positive = (value: unknown) => (Number(value) > 0 ? value : undefined);

/** Without what is not set: an empty string is nothing to the provider. */
function filled(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined && value !== ""));
}

/** Without blocks that have nothing in them. */
function withoutEmpty(props: Props): Props {
  return filled(
    Object.fromEntries(
      Object.entries(props).filter(([, value]) => !isObject(value) || Object.keys(value).length > 0),
    ),
  );
}

const objectOf = (value: unknown): Props => (isObject(value) ? value : {});
const listOf = (value: unknown): Props[] => (Array.isArray(value) ? value : []);

function healthCheck(block: Props): Props {
  const { httpGetUrl, initialDelaySeconds, ...numbers } = objectOf(block["healthCheckConfig"]);
  const counted = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, positive(value)]));
  const delay = block["healthCheckConfig"] === undefined ? undefined : (initialDelaySeconds ?? 0);
  return filled({ ...counted, httpGetUrl, initialDelaySeconds: delay });
}

const mount = (names: Readonly<Record<string, string>>) => (block: Props) => ({
  mountPoints: listOf(block["mountPoints"]).map((point) =>
    Object.fromEntries(Object.entries(names).map(([name, api]) => [api, point[name] ?? ""])),
  ),
});
const nasPoints = mount({ enableTls: "enableTLS", serverAddr: "serverAddr", mountDir: "mountDir" });

interface Block {
  readonly api: string;
  toApi(block: Props): Props;
}

/** Blocks as they are sent, always whole. */
const blocks: Readonly<Record<string, Block>> = {
  code: { api: "code", toApi: filled },
  logConfig: {
    api: "logConfig",
    toApi: (block) => filled({ enableInstanceMetrics: false, enableRequestMetrics: false, ...block }),
  },
  customRuntimeConfig: {
    api: "customRuntimeConfig",
    toApi: (block) =>
      withoutEmpty({
        healthCheckConfig: healthCheck(block),
        args: block["args"] ?? [],
        command: block["commands"] ?? [],
        port: positive(block["port"]),
      }),
  },
  customContainerConfig: {
    api: "customContainerConfig",
    toApi: ({ commands = [], entrypoints = [], port = 0, healthCheckConfig, ...block }) =>
      withoutEmpty({
        ...block,
        healthCheckConfig: healthCheck({ healthCheckConfig }),
        entrypoint: entrypoints,
        command: commands,
        port,
      }),
  },
  instanceLifecycleConfig: {
    api: "instanceLifecycleConfig",
    toApi: ({ initializer, preStop }) => {
      const hook = (given: unknown, own: Props) =>
        isObject(given)
          ? filled({ ...own, handler: given["handler"], timeout: positive(given["timeout"]) })
          : {};
      return withoutEmpty({
        initializer: hook(initializer, { command: objectOf(initializer)["commands"] ?? [] }),
        preStop: hook(preStop, {}),
      });
    },
  },
  vpcConfig: {
    api: "vpcConfig",
    toApi: ({ vswitchIds, ...block }) => filled({ ...block, vSwitchIds: vswitchIds ?? [] }),
  },
  nasConfig: {
    api: "nasConfig",
    toApi: (block) => filled({ ...block, ...nasPoints(block) }),
  },
  ossMountConfig: {
    api: "ossMountConfig",
    toApi: mount({
      bucketName: "bucketName",
      readOnly: "readOnly",
      bucketPath: "bucketPath",
      mountDir: "mountDir",
      endpoint: "endpoint",
    }),
  },
  customDns: {
    api: "customDNS",
    toApi: ({ searches = [], dnsOptions = [], nameServers = [] }) => ({ searches, dnsOptions, nameServers }),
  },
  gpuConfig: { api: "gpuConfig", toApi: filled },
};

/** What is sent as it is, with what stands for nothing. */
const scalars: Readonly<Record<string, unknown>> = {
  instanceConcurrency: 0,
  instanceIsolationMode: "",
  internetAccess: false,
  environmentVariables: {},
  role: "",
  layers: [],
  timeout: 0,
  sessionAffinity: "",
  sessionAffinityConfig: "",
  cpu: 0,
  diskSize: 0,
  idleTimeout: 0,
  description: "",
  memorySize: 0,
};
/** Sent on create even as zero, once the program says it. */
const sentAsZero = ["internetAccess", "idleTimeout"];
/** Left out of the create call: only the PUT that follows has them. */
const onlyPut = ["nasConfig", "customDns"];
/** Sent a second time, by the PUT that follows a create. */
const repeated = ["customRuntimeConfig", "instanceLifecycleConfig", ...onlyPut];

/** What a create sends. */
export function createBody(props: Props): Props {
  const body: Props = filled({
    functionName: props["functionName"],
    runtime: props["runtime"],
    handler: props["handler"],
    resourceGroupId: props["resourceGroupId"],
  });
  for (const [name, { api, toApi }] of Object.entries(blocks)) {
    const block = props[name];
    if (isObject(block) && !onlyPut.includes(name)) body[api] = toApi(block);
  }
  for (const name of Object.keys(scalars)) {
    const value = props[name];
    if (value !== undefined && (sentAsZero.includes(name) || !isNothing(value))) body[name] = value;
  }
  if (isObject(props["tags"]) && !isNothing(props["tags"])) body["Tags"] = tagList(props["tags"]);
  return body;
}

/** What the PUT after a create sends; nothing without such a block. */
export function repeatBody(props: Props): Props | undefined {
  return changeBody(props, new Set(repeated.filter((name) => props[name] !== undefined)));
}

/** What an update sends: what changed, and three that always go along. */
export function changeBody(props: Props, changed: ReadonlySet<string>): Props | undefined {
  const body: Props = {};
  for (const [name, { api, toApi }] of Object.entries(blocks)) {
    if (!changed.has(name)) continue;
    const block = props[name];
    body[api] = isObject(block) ? toApi(block) : {};
  }
  for (const [name, nothing] of Object.entries(scalars))
    if (changed.has(name)) body[name] = props[name] ?? nothing;
  const { functionName, runtime, handler } = props;
  if (Object.keys(body).length === 0 && !changed.has("runtime") && !changed.has("handler")) return undefined;
  return { ...body, functionName, runtime, handler };
}

export function tagList(tags: Props): { Key: string; Value: unknown }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}
