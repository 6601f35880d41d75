import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { withCors } from "./cors.js";
import { EmulatorError } from "./emulator-error.js";
import { readErrorDocument, toErrorPayload } from "./error-document.js";
import { toFunctionUrlEvent } from "./function-url-event.js";
import { MalformedAnswer } from "./function-url-response.js";
import { toInitFailure } from "./init-error.js";
import { type Finish, writePayload, writeStream } from "./lambda-answer.js";
import { LambdaInstance } from "./lambda-instance.js";
import { payloadLimits } from "./payload-limits.js";
import { readBody } from "./read-body.js";
import { refuse, requestIdHeader } from "./refusal.js";
import { type RuntimeAnswer, trailingError } from "./runtime-api.js";
import type { CallIds, CallSite, Driver } from "./version.js";

const { requestBytes } = payloadLimits.lambda;

/** Functions that speak the Lambda Runtime API, behind a Lambda function URL. */
export const lambdaDriver: Driver<LambdaInstance> = {
  start: LambdaInstance.start,

  async serve(site, request, response) {
    const ids = newIds();
    const { stream, cors } = site.config.http;
    const finish: Finish = (headers) => {
      headers.push(requestIdHeader.lambda, ids.requestId, "x-amzn-trace-id", ids.traceId);
      return cors === undefined ? headers : withCors(headers, cors, request.headers.origin);
    };
    const payload = await toPayload(site, request, ids);
    if (payload === undefined) return refuse(response, "lambda", 413, finish([]));
    const answer = await perform(site, ids, payload, stream);
    if (answer.kind === "error") {
      logError(site, ids, answer.document);
      return refuse(response, "lambda", 502, finish([]));
    }
    try {
      if (answer.kind === "payload") writePayload(response, answer, finish);
      else await pass(site, ids, response, answer, finish);
    } catch (error) {
      const message = error instanceof MalformedAnswer ? error.message : "The program ended in mid-answer.";
      site.log(`RequestId: ${ids.requestId} Error: ${message}`);
      refuse(response, "lambda", 502, finish([]));
    }
  },

  async invoke(site, payload) {
    const ids = newIds();
    const answer = await perform(site, ids, payload, false);
    const result = { requestId: ids.requestId, version: site.version };
    if (answer.kind === "payload") return { ...result, payload: answer.payload };
    if (answer.kind === "stream")
      throw new EmulatorError(
        `Function "${site.config.name}" streamed an answer that was not to be streamed.`,
      );
    return { ...result, payload: answer.document, functionError: "Unhandled" };
  },
};

async function perform(
  site: CallSite<LambdaInstance>,
  ids: CallIds,
  payload: string | Uint8Array,
  stream: boolean,
): Promise<RuntimeAnswer> {
  try {
    return await site.perform(ids, (instance, call) => instance.invoke(call, payload, stream));
  } catch (error) {
    return { kind: "error", document: toErrorPayload(toInitFailure(error)) };
  }
}

function newIds(): CallIds {
  const requestId = randomUUID();
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  // https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-traceids
  return { requestId, traceId: `Root=1-${seconds}-${requestId.replaceAll("-", "").slice(8)}` };
}

/** The event as JSON; undefined when it is too large. */
async function toPayload(
  { config }: CallSite<LambdaInstance>,
  request: IncomingMessage,
  ids: CallIds,
): Promise<string | undefined> {
  const { headers, socket, method = "GET", url = "/" } = request;
  const hasBody = headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
  const body = hasBody ? await readBody(request, requestBytes) : undefined;
  if (hasBody && body === undefined) return undefined;
  const event = toFunctionUrlEvent({
    functionName: config.name,
    ...ids,
    method,
    target: url,
    headers,
    sourceIp: socket.remoteAddress ?? "127.0.0.1",
    port: socket.localPort ?? 0,
    body: body?.length === 0 ? undefined : body,
    receivedAt: Date.now(),
  });
  const payload = JSON.stringify(event);
  return Buffer.byteLength(payload) > requestBytes ? undefined : payload;
}

async function pass(
  site: CallSite<LambdaInstance>,
  ids: CallIds,
  response: ServerResponse,
  answer: Extract<RuntimeAnswer, { kind: "stream" }>,
  finish: Finish,
): Promise<void> {
  await writeStream(response, answer, finish);
  const document = trailingError(answer.body);
  if (document === undefined) {
    response.end();
    return;
  }
  logError(site, ids, document);
  // Only a connection that breaks tells the caller that this was not the whole answer.
  response.destroy();
}

/** A crash and a timeout have been told where they were seen. */
function logError(site: CallSite<LambdaInstance>, { requestId }: CallIds, document: Buffer): void {
  const { errorType, errorMessage } = readErrorDocument(document);
  if (errorMessage.startsWith("RequestId: ")) return;
  site.log(`RequestId: ${requestId} Error: ${errorMessage}\n${errorType}`);
}
