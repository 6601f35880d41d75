import type { IncomingHttpHeaders } from "node:http";

/** What the event of a function URL is made from. */
export interface UrlRequest {
  readonly functionName: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  /** Names in lower case, repeated ones joined, as node:http gives them. */
  readonly headers: IncomingHttpHeaders;
  readonly sourceIp: string;
  readonly port: number;
  readonly body: Buffer | undefined;
  readonly receivedAt: number;
}

/**
 * Turns a request into the event that a function URL hands to the function, payload format 2.0.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export function toFunctionUrlEvent(request: UrlRequest): object {
  const { headers, body } = request;
  const [path, query] = splitTarget(request.target);
  const domainName = headers.host ?? "";
  const text = body !== undefined && isText(headers["content-type"]);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    cookies: headers.cookie?.split(/; */).filter((cookie) => cookie !== ""),
    headers: eventHeaders(request),
    queryStringParameters: query === "" ? undefined : toParameters(query),
    requestContext: {
      accountId: "anonymous",
      apiId: request.functionName,
      domainName,
      domainPrefix: request.functionName,
      http: {
        method: request.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: request.requestId,
      routeKey: "$default",
      stage: "$default",
      time: toLogTime(request.receivedAt),
      timeEpoch: request.receivedAt,
    },
    body: body?.toString(text ? "utf8" : "base64"),
    isBase64Encoded: body !== undefined && !text,
  };
}

function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf("?");
  return mark === -1 ? [target, ""] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** They stay with the connection: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const connectionHeaders = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "expect"]);

function eventHeaders({ headers, sourceIp, port, traceId }: UrlRequest): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || connectionHeaders.has(name)) continue;
    result[name] = typeof value === "string" ? value : value.join(",");
  }
  const forwardedFor = result["x-forwarded-for"];
  result["x-forwarded-for"] = forwardedFor === undefined ? sourceIp : `${forwardedFor}, ${sourceIp}`;
  result["x-forwarded-port"] = String(port);
  result["x-forwarded-proto"] = "http";
  result["x-amzn-trace-id"] = traceId;
  return result;
}

function toParameters(query: string): Record<string, string> {
  // Without a prototype, so that any name is one like the others.
  const result: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    result[name] = Object.hasOwn(result, name) ? `${result[name]},${value}` : value;
  }
  return result;
}

const textTypes = /^(text\/|application\/(json|javascript|xml)$|[^;]+\+(json|xml)$)/;

/** Everything else travels as base64, forms and bodies without a type too. */
function isText(contentType: string | undefined): boolean {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase();
  return type !== undefined && textTypes.test(type);
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `23/Nov/2026:08:00:00 +0000` */
function toLogTime(now: number): string {
  const time = new Date(now);
  const date = `${pad(time.getUTCDate())}/${months[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  const clock = `${pad(time.getUTCHours())}:${pad(time.getUTCMinutes())}:${pad(time.getUTCSeconds())}`;
  return `${date}:${clock} +0000`;
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
