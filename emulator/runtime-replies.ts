import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Invocation } from "./runtime-api.js";

/** Answers `next` with a call. */
export function deliver(
  poll: ServerResponse,
  { requestId, payload, deadlineMs, functionArn, traceId }: Invocation,
): void {
  poll.writeHead(200, [
    "Content-Type",
    "application/json",
    "Content-Length",
    String(Buffer.byteLength(payload)),
    "Lambda-Runtime-Aws-Request-Id",
    requestId,
    "Lambda-Runtime-Deadline-Ms",
    String(deadlineMs),
    "Lambda-Runtime-Invoked-Function-Arn",
    functionArn,
    "Lambda-Runtime-Trace-Id",
    traceId,
  ]);
  poll.end(payload);
}

/** Takes an internal extension, such as aws-lambda-go's for SIGTERM, at its word. */
export function register(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.setHeader("Lambda-Extension-Identifier", randomUUID());
  response.setHeader("Content-Type", "application/json");
  response.end("{}");
}

/** Takes what the program sent. */
export function accept(response: ServerResponse): void {
  send(response, 202, '{"status":"OK"}');
}

/** Answers a request that cannot be met with Lambda's kind of error. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  errorType: string,
  errorMessage: string,
): void {
  request.resume();
  send(response, status, JSON.stringify({ errorMessage, errorType }));
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, [
    "Content-Type",
    "application/json",
    "Content-Length",
    String(Buffer.byteLength(body)),
  ]);
  response.end(body);
}
