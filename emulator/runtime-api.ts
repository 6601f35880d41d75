import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { toErrorPayload } from "./error-document.js";
import { payloadLimits } from "./payload-limits.js";
import { readBody } from "./read-body.js";
import { accept, deliver, refuse, register } from "./runtime-replies.js";

/** A call as the program gets it. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: string | Uint8Array;
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
  /** Hand a streamed answer over while it comes. */
  readonly streamed: boolean;
}

/** What the program did with a call. */
export type RuntimeAnswer =
  | { readonly kind: "payload"; readonly contentType: string; readonly payload: Buffer }
  | { readonly kind: "stream"; readonly contentType: string; readonly body: IncomingMessage }
  | { readonly kind: "error"; readonly document: Buffer };

export interface RuntimeEvents {
  /** The program asked for its first call. */
  onReady(): void;
  /** It answered a call to the end, with an error if there is a document. */
  onAnswered(requestId: string, errorDocument?: Buffer): void;
  /** It asked for the next call after an answered one. */
  onSettled(requestId: string): void;
  onInitError(document: Buffer): void;
}

interface Running {
  readonly invocation: Invocation;
  readonly resolve: (answer: RuntimeAnswer) => void;
  answered: boolean;
}

export const integrationResponse = "application/vnd.awslambda.http-integration-response";
const { responseBytes } = payloadLimits.lambda;
const call = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;

/**
 * The Lambda Runtime API of one instance, on a loopback port of its own.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly #server: Server;
  readonly #events: RuntimeEvents;
  readonly #capacity: number;
  readonly #polls: ServerResponse[] = [];
  readonly #queue: Running[] = [];
  readonly #running = new Map<string, Running>();
  readonly #unsettled: string[] = [];
  #ready = false;

  /** `capacity` is how many calls the program may have at once. */
  static async listen(capacity: number, events: RuntimeEvents): Promise<RuntimeApi> {
    const api = new RuntimeApi(capacity, events);
    await new Promise<void>((resolve, reject) => {
      api.#server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    return api;
  }

  private constructor(capacity: number, events: RuntimeEvents) {
    this.#capacity = capacity;
    this.#events = events;
    // A program may take as long as it likes between two requests, and over each of them. aws-lambda-go sends up to a
    // megabyte about a panic in one header.
    const options = { keepAliveTimeout: 0, requestTimeout: 0, maxHeaderSize: 2 * 1024 * 1024 };
    this.#server = createServer(options, (request, response) => {
      this.#route(request, response).catch(() => response.destroy());
    });
  }

  /** For `AWS_LAMBDA_RUNTIME_API`. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Hands a call to the program. The promise stays open when the program ends without an answer. */
  invoke(invocation: Invocation): Promise<RuntimeAnswer> {
    return new Promise((resolve) => {
      const running: Running = { invocation, resolve, answered: false };
      this.#running.set(invocation.requestId, running);
      const poll = this.#polls.shift();
      if (poll === undefined) this.#queue.push(running);
      else deliver(poll, invocation);
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = "" } = request;
    if (method === "GET" && url === "/2018-06-01/runtime/invocation/next")
      return this.#next(request, response);
    if (method === "POST") {
      const [, requestId, verb] = call.exec(url) ?? [];
      if (requestId !== undefined) return this.#answer(requestId, verb === "error", request, response);
      if (url === "/2018-06-01/runtime/init/error") return this.#initError(request, response);
      if (url === "/2020-01-01/extension/register") return register(request, response);
    }
    // An extension that registered for no event waits here for good.
    if (method === "GET" && url === "/2020-01-01/extension/event/next") return;
    refuse(request, response, 404, "NotFound", `The Runtime API has no ${method} ${url}.`);
  }

  #next(request: IncomingMessage, response: ServerResponse): void {
    const settled = this.#unsettled.shift();
    if (settled !== undefined) this.#running.delete(settled);
    if (this.#running.size - this.#queue.length + this.#polls.length >= this.#capacity) {
      const message = "A call must be answered before the next one is asked for.";
      refuse(request, response, 403, "InvalidStateTransition", message);
      return;
    }
    const waiting = this.#queue.shift();
    if (waiting !== undefined) deliver(response, waiting.invocation);
    else this.#poll(response);
    if (settled !== undefined) this.#events.onSettled(settled);
    if (this.#ready) return;
    this.#ready = true;
    this.#events.onReady();
  }

  #poll(response: ServerResponse): void {
    this.#polls.push(response);
    response.once("close", () => {
      const at = this.#polls.indexOf(response);
      if (at !== -1) this.#polls.splice(at, 1);
    });
  }

  async #answer(
    requestId: string,
    failed: boolean,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const running = this.#running.get(requestId);
    if (running === undefined)
      return refuse(request, response, 400, "InvalidRequestID", "Invalid request ID");
    if (running.answered) {
      return refuse(request, response, 403, "InvalidStateTransition", "The call has been answered before.");
    }
    running.answered = true;
    const contentType = request.headers["content-type"] ?? "application/octet-stream";
    if (running.invocation.streamed && !failed && isStream(request, contentType)) {
      running.resolve({ kind: "stream", contentType, body: request });
      request.once("end", () => {
        accept(response);
        this.#answered(requestId, trailingError(request));
      });
      return;
    }
    const payload = await readBody(request, responseBytes).catch((error) => {
      // The program may send it again.
      running.answered = false;
      throw error;
    });
    if (payload === undefined) {
      running.resolve({ kind: "error", document: tooLarge });
      const message = `Exceeded maximum allowed payload size (${responseBytes} bytes).`;
      refuse(request, response, 413, "RequestEntityTooLarge", message);
      return this.#answered(requestId, tooLarge);
    }
    const document = failed ? payload : trailingError(request);
    if (document !== undefined) running.resolve({ kind: "error", document });
    else running.resolve({ kind: "payload", contentType, payload });
    accept(response);
    this.#answered(requestId, document);
  }

  #answered(requestId: string, errorDocument?: Buffer): void {
    this.#unsettled.push(requestId);
    this.#events.onAnswered(requestId, errorDocument);
  }

  async #initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#ready)
      return refuse(request, response, 403, "InvalidStateTransition", "The init phase is over.");
    const document = await readBody(request, responseBytes);
    accept(response);
    this.#events.onInitError(document ?? tooLarge);
  }
}

function isStream(request: IncomingMessage, contentType: string): boolean {
  if (contentType.startsWith(integrationResponse)) return true;
  const mode = request.headers["lambda-runtime-function-response-mode"];
  return typeof mode === "string" && mode.toLowerCase() === "streaming";
}

/** The error with which a program breaks off an answer that it has begun to send. */
export function trailingError({ trailers }: IncomingMessage): Buffer | undefined {
  if (trailers["lambda-runtime-function-error-type"] === undefined) return undefined;
  return Buffer.from(trailers["lambda-runtime-function-error-body"] ?? "", "base64");
}

const tooLarge = toErrorPayload({
  errorType: "Function.ResponseSizeTooLarge",
  errorMessage: `Response payload size exceeded maximum allowed payload size (${responseBytes} bytes).`,
});
