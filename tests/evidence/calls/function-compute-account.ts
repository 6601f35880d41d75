import { randomUUID } from "node:crypto";
import dns from "node:dns";
import { InstancePool } from "./instance-pool.js";
import { type JsonServer, type ServedAnswer, type ServedRequest, serveJson } from "./json-server.js";

export interface FunctionComputeOptions {
  readonly idle?: number;
  readonly bursts?: readonly number[];
  /** Looks at the log before a line is in it. */
  readonly looks?: number;
  /** What a request is refused with; undefined for one that is not. */
  readonly refuse?: (request: ServedRequest, count: number) => ServedAnswer | undefined;
  readonly functionError?: string;
}

/** Function Compute and Simple Log Service as far as measuring needs them, on one address. */
export interface FunctionComputeAccount extends JsonServer {
  readonly pool: InstancePool;
  invocations(): readonly ServedRequest[];
  logRequests(): readonly ServedRequest[];
}

/** An error as either of the services answers it. */
export function refusal(status: number, code: string): ServedAnswer {
  const about = { Code: code, Message: "account 123", errorCode: code, errorMessage: "account 123" };
  return { status, headers: { "x-log-requestid": "1" }, body: JSON.stringify(about) };
}

export async function serveFunctionCompute(
  options: FunctionComputeOptions = {},
): Promise<FunctionComputeAccount> {
  const { idle = 0, bursts = [], looks = 0 } = options;
  const pool = new InstancePool(idle, bursts);
  const log: { readonly fields: object; looksLeft: number }[] = [];

  const invoke = async (): Promise<ServedAnswer> => {
    const started = await pool.take();
    const requestId = randomUUID();
    log.push({ fields: toMetrics(requestId, started && 300 + started), looksLeft: looks });
    const error = options.functionError;
    const headers = { "x-fc-request-id": requestId, ...(error && { "x-fc-error-type": error }) };
    return { headers, body: "{}" };
  };

  const getLogs = ({ url }: ServedRequest): ServedAnswer => {
    const [offset, line] = ["offset", "line"].map((name) => Number(url.searchParams.get(name)));
    if (offset === 0) for (const each of log) each.looksLeft--;
    const there = log.filter(({ looksLeft }) => looksLeft < 0).map(({ fields }) => fields);
    const page = there.slice(offset, (offset ?? 0) + (line ?? 0));
    return { headers: { "x-log-progress": "Complete" }, body: JSON.stringify(page) };
  };

  const isLog = ({ url }: ServedRequest): boolean => url.pathname.startsWith("/logstores/");
  let count = 0;
  const server = await serveJson(async (request) => {
    const refused = options.refuse?.(request, ++count);
    if (refused !== undefined) return refused;
    return isLog(request) ? getLogs(request) : invoke();
  });
  return {
    ...server,
    pool,
    invocations: () => server.requests.filter((request) => !isLog(request)),
    logRequests: () => server.requests.filter(isLog),
  };
}

function toMetrics(requestId: string, coldStartMs: number | undefined): object {
  const cold = coldStartMs !== undefined && {
    instanceEvent: "ColdStart",
    coldStartLatencyMs: coldStartMs.toFixed(2),
    prepareCodeLatencyMs: "100.00",
    runtimeInitializationMs: (coldStartMs - 100).toFixed(2),
  };
  return {
    __topic__: "FCRequestMetrics:/shop-dev-hello",
    functionName: "shop-dev-hello",
    requestId,
    durationMs: "2.92",
    isColdStart: String(coldStartMs !== undefined),
    hasFunctionError: "false",
    ...cold,
  };
}

/** The log service is asked under a name that starts with its project: such names lead to this machine until undone. */
export function resolveToLoopback(): () => void {
  const { lookup } = dns;
  const toLoopback = (_: string, options: dns.LookupAllOptions, done: (...answer: unknown[]) => void) =>
    options.all === true ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);
  dns.lookup = toLoopback as unknown as typeof dns.lookup;
  return () => {
    dns.lookup = lookup;
  };
}
