import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import * as path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Emulator } from "./emulator.js";
import { EmulatorError } from "./emulator-error.js";
import { readBody } from "./read-body.js";
import { makePrivateFolder } from "./state-folder.js";

interface Asked {
  readonly emulator: Emulator;
  readonly server: Server;
  readonly name: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

type Route = (asked: Asked) => Promise<void>;

const maxBodyBytes = 64 * 1024 * 1024;

/** The control protocol: JSON over HTTP, payloads and logs as they are. */
const routes: Readonly<Record<string, Route>> = {
  "GET /status": async ({ emulator, response }) => sendJson(response, 200, await emulator.status()),
  "PUT /functions/:name": async ({ emulator, name, request, response }) => {
    const { config, code } = JSON.parse((await bodyOf(request)).toString("utf8"));
    sendJson(response, 200, await emulator.deploy({ ...config, name }, code));
  },
  "DELETE /functions/:name": async ({ emulator, name, response }) => {
    await emulator.remove(name);
    sendJson(response, 200, {});
  },
  "POST /functions/:name/invoke": async ({ emulator, name, request, response }) => {
    const { payload, ...about } = await emulator.invoke(name, await bodyOf(request));
    response.setHeader("goserverless-invoke-result", JSON.stringify(about));
    response.setHeader("content-type", "application/octet-stream");
    response.end(payload);
  },
  "GET /functions/:name/logs": async ({ emulator, name, query, response }) => {
    const stopped = new AbortController();
    response.once("close", () => stopped.abort());
    const log = emulator.readLog(name, query.get("follow") === "true", stopped.signal);
    response.writeHead(200, { "content-type": "text/plain; charset=utf-8" });
    response.flushHeaders();
    // A reader that goes away is no failure.
    await pipeline(Readable.from(log), response).catch(() => {});
  },
  "GET /functions/:name/calls": async ({ emulator, name, response }) => {
    sendJson(response, 200, await emulator.calls(name));
  },
  "POST /functions/:name/cool": async ({ emulator, name, response }) => {
    await emulator.cool(name);
    sendJson(response, 200, {});
  },
  "POST /stop": async ({ emulator, server, response }) => {
    await emulator.stop();
    // Whoever hears that the emulator has stopped may start the next one, and its socket has the same path.
    server.close();
    sendJson(response, 200, {});
  },
};

/** The emulator's control channel: a Unix socket that only its user can open. */
export class ControlServer {
  readonly #server: Server;

  static async listen(emulator: Emulator, socket: string): Promise<ControlServer> {
    await makePrivateFolder(path.dirname(socket));
    // An emulator that was killed leaves its socket behind.
    await rm(socket, { force: true });
    const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
      void route(emulator, server, request, response);
    });
    const listening = once(server, "listening");
    // Node binds before `listen` returns, so the socket never has another mode.
    const umask = process.umask(0o177);
    try {
      server.listen(socket);
    } finally {
      process.umask(umask);
    }
    await listening;
    return new ControlServer(server);
  }

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Removes the socket; requests that wait for an answer find their connection closed. */
  async close(): Promise<void> {
    this.#server.close();
    // Answers that were given in this turn are still to be written.
    await new Promise((resolve) => setImmediate(resolve));
    this.#server.closeAllConnections();
  }
}

async function route(
  emulator: Emulator,
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://emulator");
  const [first = "", name = "", ...rest] = pathname.split("/").slice(1);
  const pattern = [first, ...(name === "" ? [] : [":name"]), ...rest].join("/");
  try {
    const handle = routes[`${request.method} /${pattern}`];
    if (handle === undefined) throw new EmulatorError(`The emulator has no ${request.method} ${pathname}.`);
    await handle({ emulator, server, name: decodeURIComponent(name), query, request, response });
  } catch (error) {
    if (response.headersSent) return void response.destroy();
    const message = error instanceof Error ? error.message : String(error);
    // Anything else is a mistake in the emulator, which its own log is to show.
    if (!(error instanceof EmulatorError)) console.error(error);
    sendJson(response, error instanceof EmulatorError ? 400 : 500, { error: { message } });
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request, maxBodyBytes);
  if (body === undefined)
    throw new EmulatorError(`A request to the emulator must be at most ${maxBodyBytes} bytes.`);
  return body;
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
