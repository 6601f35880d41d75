import { type IncomingMessage, request } from "node:http";
import type { EmulatorClient, EmulatorStatus, InvokeResult } from "./client.js";
import { EmulatorError } from "./emulator-error.js";
import type { CallRecord, CodeSource, DeployedFunction, FunctionConfig } from "./function-config.js";
import { readBody } from "./read-body.js";
import { toLines } from "./to-lines.js";

/** Says that nothing listens on the control socket, or that what did has ended. */
export class NotRunning extends EmulatorError {
  /** Nothing of the request was seen by an emulator. */
  readonly unsent: boolean;

  constructor(message: string, unsent: boolean, options: ErrorOptions) {
    super(message, options);
    this.unsent = unsent;
  }
}

interface Outgoing {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: Uint8Array | string;
  readonly signal?: AbortSignal;
}

/** The control channel of the emulator behind a socket. */
export class ControlClient implements EmulatorClient {
  readonly #socket: string;
  /** Brings an emulator up when there is none any more. */
  readonly #revive: (() => Promise<unknown>) | undefined;

  constructor(socket: string, revive?: () => Promise<unknown>) {
    this.#socket = socket;
    this.#revive = revive;
  }

  status(): Promise<EmulatorStatus> {
    return this.#json({ method: "GET", path: "/status" });
  }

  deploy(config: FunctionConfig, code: CodeSource): Promise<DeployedFunction> {
    return this.#json({ method: "PUT", path: pathOf(config.name), body: JSON.stringify({ config, code }) });
  }

  async remove(name: string): Promise<void> {
    await this.#json({ method: "DELETE", path: pathOf(name) });
  }

  async invoke(name: string, payload: Uint8Array): Promise<InvokeResult> {
    const answer = await this.#send({ method: "POST", path: pathOf(name, "invoke"), body: payload });
    const about: Omit<InvokeResult, "payload"> = JSON.parse(
      String(answer.headers["goserverless-invoke-result"]),
    );
    return { ...about, payload: await this.#readAll(answer) };
  }

  async *logs(
    name: string,
    { follow, signal }: { follow: boolean; signal?: AbortSignal },
  ): AsyncIterable<string> {
    const path = `${pathOf(name, "logs")}?follow=${follow}`;
    try {
      yield* toLines(await this.#send({ method: "GET", path, signal }));
    } catch (error) {
      // Following ends when it is aborted; that is what the signal is for.
      if (signal?.aborted !== true) throw toEmulatorError(this.#socket, error);
    }
  }

  calls(name: string): Promise<readonly CallRecord[]> {
    return this.#json({ method: "GET", path: pathOf(name, "calls") });
  }

  async cool(name: string): Promise<void> {
    await this.#json({ method: "POST", path: pathOf(name, "cool") });
  }

  async stop(): Promise<void> {
    await this.#json({ method: "POST", path: "/stop" });
  }

  async #json<T>(outgoing: Outgoing): Promise<T> {
    return JSON.parse((await this.#readAll(await this.#send(outgoing))).toString("utf8"));
  }

  /** Resolves with an answer that is no failure. */
  async #send(outgoing: Outgoing): Promise<IncomingMessage> {
    const answer = await this.#sendAgain(outgoing);
    if (answer.statusCode === 200) return answer;
    const { error }: { error: { message: string } } = JSON.parse(
      (await this.#readAll(answer)).toString("utf8"),
    );
    throw new EmulatorError(error.message);
  }
  async #readAll(answer: IncomingMessage): Promise<Buffer> {
    try {
      return (await readBody(answer, Number.POSITIVE_INFINITY)) ?? Buffer.alloc(0);
    } catch (cause) {
      throw toEmulatorError(this.#socket, cause);
    }
  }

  async #sendAgain(outgoing: Outgoing): Promise<IncomingMessage> {
    try {
      return await send(this.#socket, outgoing);
    } catch (error) {
      // The last function may have been removed in this moment. Asking twice for the same state does no harm.
      const repeatable = error instanceof NotRunning && (error.unsent || outgoing.method !== "POST");
      if (this.#revive === undefined || !repeatable) throw error;
      await this.#revive();
      return send(this.#socket, outgoing);
    }
  }
}

function send(socketPath: string, { method, path, body, signal }: Outgoing): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const sent = request({ socketPath, method, path, headers, signal, agent: false }, resolve);
    sent.once("error", (cause) => reject(toEmulatorError(socketPath, cause)));
    sent.end(body);
  });
}

function toEmulatorError(socketPath: string, cause: unknown): EmulatorError {
  if (cause instanceof EmulatorError) return cause;
  switch (cause instanceof Error && "code" in cause ? cause.code : undefined) {
    case "ENOENT":
    case "ECONNREFUSED":
      return new NotRunning("The local cloud does not run. Start it with: goserverless local start", true, {
        cause,
      });
    case "ECONNRESET":
    case "EPIPE":
      return new NotRunning("The local cloud ended before it answered. Try again.", false, { cause });
    default: {
      const reason = cause instanceof Error ? cause.message : String(cause);
      return new EmulatorError(`The local cloud cannot be reached at ${socketPath}: ${reason}.`, { cause });
    }
  }
}

/** `/functions/<name>` and what follows. */
function pathOf(name: string, ...rest: readonly string[]): string {
  return ["/functions", encodeURIComponent(name), ...rest].join("/");
}
