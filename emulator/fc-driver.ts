import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { withCors } from "./cors.js";
import { type ErrorDocument, toErrorPayload } from "./error-document.js";
import { type FcAnswer, FcInstance, type FcRequest } from "./fc-instance.js";
import { toInitFailure } from "./init-error.js";
import type { Finish } from "./lambda-answer.js";
import { LimitedBody } from "./limited-body.js";
import { passedRequestHeaders, passedResponseHeaders } from "./pass-headers.js";
import { payloadLimits } from "./payload-limits.js";
import { readBody } from "./read-body.js";
import { refuse, requestIdHeader } from "./refusal.js";
import type { CallIds, CallSite, Driver } from "./version.js";

const { requestBytes, responseBytes } = payloadLimits.fc;

/** Functions that are HTTP servers, behind an HTTP trigger of Function Compute. */
export const fcDriver: Driver<FcInstance> = {
  start: FcInstance.start,

  async serve(site, request, response) {
    const ids = newIds();
    const { cors } = site.config.http;
    const finish: Finish = (headers) => {
      headers.push(requestIdHeader.fc, ids.requestId);
      return cors === undefined ? headers : withCors(headers, cors, request.headers.origin);
    };
    if (Number(request.headers["content-length"] ?? 0) > requestBytes) {
      request.resume();
      return refuse(response, "fc", 413, finish([]));
    }
    const body = bodyOf(request);
    const outgoing = toOutgoing(request, body);
    const answer = await perform(site, ids, outgoing);
    if (answer.kind === "response") {
      pass(answer, response, finish);
      return;
    }
    const tooLarge = body instanceof LimitedBody && body.exceeded;
    refuse(response, "fc", tooLarge ? 413 : 502, finish([]));
  },

  async invoke(site, payload) {
    const ids = newIds();
    const length = String(payload.byteLength);
    const headers = [
      "Host",
      "127.0.0.1",
      "Content-Type",
      "application/octet-stream",
      "Content-Length",
      length,
    ];
    const outgoing = {
      method: "POST",
      target: "/invoke",
      headers,
      body: payload,
      controlPath: "/invoke",
    } as const;
    const sent = await perform(site, ids, outgoing);
    const answer = sent.kind === "error" ? sent : await readAnswer(sent);
    const result = { requestId: ids.requestId, version: site.version };
    if ("document" in answer) {
      return { ...result, payload: toErrorPayload(answer.document), functionError: "Unhandled" };
    }
    return { ...result, payload: answer.payload, ...(answer.failed ? { functionError: "Handled" } : {}) };
  },
};

async function perform(site: CallSite<FcInstance>, ids: CallIds, outgoing: FcRequest): Promise<FcAnswer> {
  try {
    return await site.perform(ids, (instance, call) => instance.send(call, outgoing));
  } catch (error) {
    const document = toInitFailure(error);
    site.log(`RequestId: ${ids.requestId} Error: ${document.errorMessage}\n${document.errorType}`);
    return { kind: "error", document };
  }
}

function newIds(): CallIds {
  const requestId = `1-${randomUUID()}`;
  return { requestId, traceId: requestId };
}

/** Bodies whose length is known are checked by it, others on their way. */
function bodyOf(request: IncomingMessage): Readable | undefined {
  if ("transfer-encoding" in request.headers) return new LimitedBody(request, requestBytes);
  return "content-length" in request.headers ? request : undefined;
}

const bodiless = new Set(["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"]);

function toOutgoing(request: IncomingMessage, body: Readable | undefined): FcRequest {
  const { method = "GET", url = "/", rawHeaders } = request;
  const headers = passedRequestHeaders(rawHeaders);
  if (body === undefined && !bodiless.has(method)) headers.push("Content-Length", "0");
  return { method, target: url, headers, body, controlPath: "/http-invoke" };
}

type Answered = Extract<FcAnswer, { kind: "response" }>;

/** Sends the program's answer on as it comes; whoever of the two goes away first takes the other along. */
function pass({ message, abort }: Answered, response: ServerResponse, finish: Finish): void {
  const headers = finish(passedResponseHeaders(message.rawHeaders));
  response.writeHead(message.statusCode ?? 502, message.statusMessage, headers);
  message.pipe(response);
  message.once("close", () => {
    if (!message.complete) response.destroy();
  });
  response.once("close", () => {
    if (!message.complete) abort();
  });
  let begun = false;
  message.once("data", () => {
    begun = true;
  });
  // The head goes out with the first of the body, unless that lets it wait.
  setImmediate(() => {
    if (!begun && !response.writableEnded) response.flushHeaders();
  });
}

type Read = { readonly payload: Buffer; readonly failed: boolean } | { readonly document: ErrorDocument };

async function readAnswer({ message }: Answered): Promise<Read> {
  try {
    const payload = await readBody(message, responseBytes);
    if (payload !== undefined) return { payload, failed: message.headers["x-fc-status"] === "404" };
    const errorMessage = `The answer is larger than ${responseBytes} bytes.`;
    return { document: { errorType: "ResponseTooLarge", errorMessage } };
  } catch {
    return {
      document: { errorType: "Runtime.BrokenAnswer", errorMessage: "The program ended in mid-answer." },
    };
  }
}
