/** An HTTP answer, ready to be written. */
export interface HttpAnswer {
  readonly statusCode: number;
  /** Name and value in turns, as `response.writeHead` takes them. */
  readonly headers: string[];
  readonly body: Buffer | string;
}

/** What is wrong with a function's answer, for its log. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";
}

interface AnswerObject {
  readonly statusCode?: unknown;
  readonly headers?: unknown;
  readonly cookies?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

/**
 * Reads what the function answered as a function URL does: JSON without a `statusCode` is itself the body.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
 */
export function toHttpAnswer(payload: Buffer): HttpAnswer {
  const answer = parse(payload);
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) {
    return { statusCode: 200, headers: ["content-type", "application/json"], body: payload };
  }
  return { ...toHead(answer), body: toBody(answer) };
}

/** Status and headers of an answer: the whole of the prelude that opens a streamed one. */
export function toHead(answer: AnswerObject): Omit<HttpAnswer, "body"> {
  return {
    statusCode: toStatus(answer.statusCode ?? 200),
    headers: toHeaders(answer.headers, answer.cookies),
  };
}

function parse(payload: Buffer): AnswerObject | null {
  try {
    return JSON.parse(payload.toString("utf8"));
  } catch (cause) {
    throw new MalformedAnswer("The answer of a function must be JSON.", { cause });
  }
}

function toStatus(value: unknown): number {
  const status = typeof value === "string" ? Number(value) : value;
  if (typeof status === "number" && Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new MalformedAnswer(`"statusCode" must be 200-599, got ${JSON.stringify(value)}.`);
}

/** The connection's own headers; the length follows from the body. */
const ownHeaders = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "content-length"]);
const validName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const invalidValue = /[^\t\x20-\x7e\x80-\xff]/;

function toHeaders(headers: unknown, cookies: unknown): string[] {
  const result: string[] = [];
  let typed = false;
  for (const [name, value] of Object.entries(toRecord(headers))) {
    const lower = name.toLowerCase();
    if (ownHeaders.has(lower)) continue;
    typed ||= lower === "content-type";
    push(result, lower, value);
  }
  if (!typed) result.push("content-type", "application/json");
  if (cookies === undefined || cookies === null) return result;
  if (!Array.isArray(cookies)) throw new MalformedAnswer('"cookies" must be a list of strings.');
  for (const cookie of cookies) push(result, "set-cookie", cookie);
  return result;
}

function toRecord(headers: unknown): object {
  if (headers === undefined || headers === null) return {};
  if (typeof headers === "object" && !Array.isArray(headers)) return headers;
  throw new MalformedAnswer('"headers" must be an object of strings.');
}

function push(result: string[], name: string, value: unknown): void {
  if (!validName.test(name))
    throw new MalformedAnswer(`"headers" holds ${JSON.stringify(name)}, which is no header name.`);
  if (!["string", "number", "boolean"].includes(typeof value)) {
    throw new MalformedAnswer(`The header "${name}" must be a string.`);
  }
  const text = String(value);
  if (invalidValue.test(text))
    throw new MalformedAnswer(`The header "${name}" holds a character that no header can.`);
  result.push(name, text);
}

function toBody({ body, isBase64Encoded }: AnswerObject): Buffer | string {
  if (body === undefined || body === null) return "";
  if (typeof body !== "string") throw new MalformedAnswer('"body" must be a string.');
  return isBase64Encoded === true ? Buffer.from(body, "base64") : body;
}
