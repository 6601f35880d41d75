import { randomUUID } from "node:crypto";
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { accepts } from "./accepts.js";
import type { Call } from "./call.js";
import type { ErrorDocument } from "./error-document.js";
import { type ControlPath, fcEnvironment, fcHeaders } from "./fc-environment.js";
import { isPortTaken, returnPort, takePort } from "./free-port.js";
import type { InstanceOptions } from "./instance.js";
import { ProcessInstance } from "./process-instance.js";
import { readBody } from "./read-body.js";

/** A request to the program, as it is sent. */
export interface FcRequest {
  readonly method: string;
  readonly target: string;
  /** Name and value in turns, without those of Function Compute. */
  readonly headers: readonly string[];
  readonly body: Readable | Uint8Array | undefined;
  readonly controlPath: ControlPath;
}

export type FcAnswer =
  | { readonly kind: "response"; readonly message: IncomingMessage; abort(): void }
  | { readonly kind: "error"; readonly document: ErrorDocument };

const slowestPollMs = 25;
const shownBodyBytes = 1024;
const exitMs = 50;
const callMark = /^FC Invoke (Start|End) RequestId: /;
const brokenAnswer = "Runtime.BrokenAnswer";

/**
 * An instance whose program is an HTTP server, as Function Compute's custom runtimes are.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/principles-1
 */
export class FcInstance extends ProcessInstance {
  readonly #id = `c-${randomUUID()}`;
  readonly #agent: Agent;
  #port = 0;

  static start(options: InstanceOptions): FcInstance {
    // A custom runtime is to mark its calls in the log itself, and the emulator has marked them already.
    const onLine = (line: string): void => {
      if (!callMark.test(line)) options.onLine(line);
    };
    const instance = new FcInstance({ ...options, onLine });
    void instance.run();
    return instance;
  }

  private constructor(options: InstanceOptions) {
    super(options);
    this.#agent = new Agent({ keepAlive: true, maxFreeSockets: options.config.requestsPerInstance });
  }

  /** Passes a call on to the program; resolves with the head of its answer. */
  send(call: Call, outgoing: FcRequest): Promise<FcAnswer> {
    return new Promise((resolve) => {
      const { requestId } = call.facts;
      let sent: ClientRequest | undefined;
      this.begin(call, (document) => {
        resolve({ kind: "error", document });
        sent?.destroy();
      });
      this.#request(outgoing, requestId, (each) => {
        sent = each;
      }).then(
        (message) => {
          let aborted = false;
          message.once("close", () => void this.#onEnd(call, message, aborted));
          const abort = (): void => {
            aborted = true;
            sent?.destroy();
          };
          resolve({ kind: "response", message, abort });
        },
        async (error: Error) => {
          await this.#exitSoon();
          this.#breakOff(call, error, resolve);
        },
      );
    });
  }

  protected override async prepare(): Promise<Readonly<Record<string, string>>> {
    this.#port = await takePort();
    return fcEnvironment(this.options, this.#id, this.#port);
  }

  protected override dispose(): void {
    returnPort(this.#port);
    this.#agent.destroy();
  }

  protected override onRunning(): void {
    void this.#becomeReady();
  }

  /** Another process took the port before the program could. */
  protected override deservesRestart(): Promise<boolean> {
    return isPortTaken(this.#port);
  }

  protected override async beforeEnd(): Promise<void> {
    if (!this.options.config.hooks.preStop || this.initMs === 0) return;
    try {
      await this.#hook("GET", "/pre-stop", this.options.timings.preStopMs);
    } catch {
      this.options.onLine("GET /pre-stop had no answer in time.");
    }
  }

  async #becomeReady(): Promise<void> {
    const port = this.#port;
    for (let waitMs = 1; !(await accepts(port)); waitMs = Math.min(waitMs * 1.5, slowestPollMs)) {
      if (!this.alive || port !== this.#port) return;
      await sleep(waitMs);
    }
    if (this.options.config.hooks.initialize) {
      const failure = await this.#initialize();
      if (failure !== undefined) return this.failInit(failure);
    }
    this.markReady();
  }

  async #initialize(): Promise<ErrorDocument | undefined> {
    const errorType = "FunctionInitializeError";
    try {
      const { status, text } = await this.#hook("POST", "/initialize", this.options.timings.initMs.fc);
      if (status >= 200 && status <= 299) return undefined;
      return { errorType, errorMessage: `POST /initialize answered ${status}: ${text}` };
    } catch (error) {
      await this.#exitSoon();
      return {
        errorType,
        errorMessage: `POST /initialize had no answer: ${error instanceof Error ? error.message : error}`,
      };
    }
  }

  async #hook(
    method: string,
    path: ControlPath,
    timeoutMs: number,
  ): Promise<{ status: number; text: string }> {
    const headers = ["Host", `127.0.0.1:${this.#port}`, "Content-Length", "0"];
    const outgoing: FcRequest = { method, target: path, headers, body: undefined, controlPath: path };
    const message = await this.#request(outgoing, randomUUID(), (sent) => {
      sent.setTimeout(timeoutMs, () => sent.destroy(new Error(`it took more than ${timeoutMs / 1000} s`)));
    });
    const body = await readBody(message, shownBodyBytes);
    const status = message.headers["x-fc-status"] === "404" ? 404 : (message.statusCode ?? 0);
    return { status, text: body?.toString("utf8").trim() ?? "" };
  }

  #request(
    outgoing: FcRequest,
    requestId: string,
    onSent: (sent: ClientRequest) => void,
  ): Promise<IncomingMessage> {
    const { method, target, body, controlPath } = outgoing;
    const headers = [...outgoing.headers, ...fcHeaders(this.options, controlPath, requestId)];
    return new Promise((resolve, reject) => {
      const address = { host: "127.0.0.1", port: this.#port, agent: this.#agent };
      const sent = request({ ...address, method, path: target, headers }, resolve);
      onSent(sent);
      sent.once("error", (error) => {
        // The program closed an idle connection in the moment it was picked; nothing of the request was read.
        const stale = sent.reusedSocket && "code" in error && error.code === "ECONNRESET";
        if (stale && this.alive && isRepeatable(body))
          this.#request(outgoing, requestId, onSent).then(resolve, reject);
        else reject(error);
      });
      if (isRepeatable(body)) sent.end(body);
      else if (body.destroyed) sent.destroy(new Error("The caller went away."));
      else body.once("error", (error) => sent.destroy(error)).pipe(sent);
    });
  }

  /** Answers a call whose connection broke, unless its process ended, which was told then. */
  #breakOff(call: Call, { message }: Error, resolve: (answer: FcAnswer) => void): void {
    if (!this.alive) return;
    const errorMessage = `RequestId: ${call.facts.requestId} Error: The connection to the program broke: ${message}`;
    this.options.onLine(errorMessage);
    resolve({ kind: "error", document: { errorType: brokenAnswer, errorMessage } });
    call.answered("error", brokenAnswer);
    this.settle(call);
  }

  async #onEnd(call: Call, message: IncomingMessage, aborted: boolean): Promise<void> {
    if (!message.complete && !aborted) {
      await this.#exitSoon();
      call.answered("error", brokenAnswer);
    }
    // Of a program that ends after its answer, the connection goes first. It must not get another call in between.
    if (message.headers.connection === "close") await this.#exitSoon();
    if (message.headers["x-fc-status"] === "404") call.answered("error", "HandledInvocationError");
    else call.answered("ok");
    this.settle(call);
  }

  /** A connection breaks before its process is seen to end, and the exit says more about what happened. */
  async #exitSoon(): Promise<void> {
    await Promise.race([this.exited, sleep(exitMs, undefined, { ref: false })]);
  }
}

function isRepeatable(body: FcRequest["body"]): body is Uint8Array | undefined {
  return body === undefined || body instanceof Uint8Array;
}
