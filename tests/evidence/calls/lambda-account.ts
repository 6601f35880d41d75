import { randomUUID } from "node:crypto";
import { InstancePool } from "./instance-pool.js";
import { type JsonServer, type ServedAnswer, type ServedRequest, serveJson } from "./json-server.js";

export interface LambdaOptions {
  /** Instances that run already. */
  readonly idle?: number;
  /** Sizes of the bursts that are to come. */
  readonly bursts?: readonly number[];
  /** Looks at the log before a line is in it. */
  readonly looks?: number;
  /** Lines on one page of the log. */
  readonly pageSize?: number;
  readonly format?: "text" | "json";
  /** Answers do not come with the end of the log. */
  readonly withoutTail?: boolean;
  /** What a request is refused with; undefined for one that is not. */
  readonly refuse?: (request: ServedRequest, count: number) => ServedAnswer | undefined;
  /** The function fails with this. */
  readonly functionError?: string;
}

/** Lambda and CloudWatch Logs as far as measuring needs them, on one address. */
export interface LambdaAccount extends JsonServer {
  readonly pool: InstancePool;
  invocations(): readonly ServedRequest[];
  logRequests(): readonly ServedRequest[];
}

/** An error as the services answer it. */
export function refusal(status: number, type: string): ServedAnswer {
  const body = JSON.stringify({ __type: type, message: "arn:aws:iam::123456789012:user/ada" });
  return { status, headers: { "x-amzn-errortype": type }, body };
}

export async function serveLambda(options: LambdaOptions = {}): Promise<LambdaAccount> {
  const { idle = 0, bursts = [], looks = 0, pageSize = 100, format = "text" } = options;
  const pool = new InstancePool(idle, bursts);
  const log: { readonly message: string; looksLeft: number }[] = [];

  const invoke = async (): Promise<ServedAnswer> => {
    const started = await pool.take();
    const requestId = randomUUID();
    const message = toReport(format, requestId, started && 40 + started);
    log.push({ message, looksLeft: looks });
    const tail = Buffer.from(`START RequestId: ${requestId} Version: 3\n${message}\n`).toString("base64");
    const headers = {
      "x-amzn-requestid": requestId,
      ...(!options.withoutTail && { "x-amz-log-result": tail }),
      ...(options.functionError && { "x-amz-function-error": options.functionError }),
    };
    return { headers, body: "{}" };
  };

  const filter = ({ body }: ServedRequest): ServedAnswer => {
    const { nextToken = "0" } = JSON.parse(body.toString());
    const from = Number(nextToken);
    if (from === 0) for (const line of log) line.looksLeft--;
    const there = log.filter(({ looksLeft }) => looksLeft < 0);
    const events = there.slice(from, from + pageSize).map(({ message }) => ({ message: `${message}\n` }));
    const next = from + pageSize < there.length ? { nextToken: String(from + pageSize) } : {};
    return { body: JSON.stringify({ events, ...next }) };
  };

  const isLog = ({ headers }: ServedRequest): boolean =>
    headers["x-amz-target"] === "Logs_20140328.FilterLogEvents";
  let count = 0;
  const server = await serveJson(async (request) => {
    const refused = options.refuse?.(request, ++count);
    if (refused !== undefined) return refused;
    return isLog(request) ? filter(request) : invoke();
  });
  return {
    ...server,
    pool,
    invocations: () => server.requests.filter((request) => !isLog(request)),
    logRequests: () => server.requests.filter(isLog),
  };
}

function toReport(format: "text" | "json", requestId: string, initMs: number | undefined): string {
  if (format === "text") {
    const init = initMs === undefined ? "" : `Init Duration: ${initMs.toFixed(2)} ms\t`;
    return `REPORT RequestId: ${requestId}\tDuration: 1.25 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 17 MB\t${init}`;
  }
  const metrics = { durationMs: 1.25, billedDurationMs: 2, memorySizeMB: 128, maxMemoryUsedMB: 17 };
  return JSON.stringify({
    time: "2026-11-23T10:00:00.000Z",
    type: "platform.report",
    record: {
      requestId,
      metrics: { ...metrics, ...(initMs !== undefined && { initDurationMs: initMs }) },
      status: "success",
    },
  });
}
