import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { type AliyunCredentials, aliyunCredentials } from "./aliyun-credentials.js";
import { explainInvoke, isThrottled } from "./aliyun-errors.js";
import { AliyunLog } from "./aliyun-log.js";
import { loadSdk } from "./load-sdk.js";
import type { Call, CallPlan, CallTarget } from "./measured-calls.js";
import type { Pause, Platform } from "./platform.js";

type Sdk = typeof import("@alicloud/fc20230330");
type Client = InstanceType<Sdk["default"]>;

/** Where the services are, instead of where they are in the function's region. */
export interface AliyunEndpoints {
  readonly protocol: "HTTP" | "HTTPS";
  readonly functions: string;
  readonly logs: string;
}

/** Beyond the function's own timeout: the way there and back, and the start of an instance. */
const graceMs = 30_000;
const longestTimeoutSeconds = 86_400;
const connectTimeoutMs = 10_000;

/**
 * A function on Function Compute, called through its qualifier as the user of the environment's credentials.
 *
 * @throws EvidenceError when the SDK is not installed, there are no credentials, or the request log cannot be read.
 */
export async function openAliyun(
  target: CallTarget,
  plan: CallPlan,
  pause: Pause,
  endpoints: AliyunEndpoints = endpointsOf(target),
): Promise<Platform> {
  const sdk = loadSdk("aliyun", () => require("@alicloud/fc20230330") as Sdk);
  const credentials = aliyunCredentials(process.env);
  const log = new AliyunLog(target, credentials, pause, endpoints);
  await log.check();
  const client = createClient(sdk, target, credentials, endpoints);
  const readTimeout = (target.timeoutSeconds ?? longestTimeoutSeconds) * 1000 + graceMs;
  return {
    call: () => invoke(sdk, client, target, plan, readTimeout),
    withFigures: (calls) => log.withFigures(calls),
    get notes() {
      return log.notes;
    },
    close: () => {},
  };
}

/** https://www.alibabacloud.com/help/en/functioncompute/fc/developer-reference/api-fc-2023-03-30-endpoint */
function endpointsOf({ account, region }: CallTarget): AliyunEndpoints {
  return {
    protocol: "HTTPS",
    functions: `${account}.${region}.fc.aliyuncs.com`,
    logs: `${region}.log.aliyuncs.com`,
  };
}

function createClient(
  { default: Client }: Sdk,
  { region }: CallTarget,
  credentials: AliyunCredentials,
  { protocol, functions }: AliyunEndpoints,
): Client {
  type Config = ConstructorParameters<typeof Client>[0];
  const config = { ...credentials, regionId: region ?? "", endpoint: functions, protocol };
  return new Client(config as Config);
}

async function invoke(
  sdk: Sdk,
  client: Client,
  target: CallTarget,
  { payload }: CallPlan,
  readTimeout: number,
): Promise<Call> {
  const request = new sdk.InvokeFunctionRequest({
    body: Readable.from([Buffer.from(payload)]),
    ...(target.qualifier !== null && { qualifier: target.qualifier }),
  });
  const headers = new sdk.InvokeFunctionHeaders({ xFcInvocationType: "Sync" });
  type Runtime = Parameters<Client["invokeFunctionWithOptions"]>[3];
  const runtime = { readTimeout, connectTimeout: connectTimeoutMs } as Runtime;
  const startedAt = performance.now();
  try {
    const answer = await client.invokeFunctionWithOptions(target.functionName, request, headers, runtime);
    if (answer.body !== undefined) await buffer(answer.body);
    const roundTripMs = performance.now() - startedAt;
    const { "x-fc-request-id": requestId = "", "x-fc-error-type": errorType } = answer.headers ?? {};
    return { requestId, roundTripMs, outcome: errorType === undefined ? "ok" : "failed" };
  } catch (error) {
    if (isThrottled(error))
      return { requestId: "", roundTripMs: performance.now() - startedAt, outcome: "throttled" };
    throw explainInvoke(error, target, readTimeout);
  }
}
