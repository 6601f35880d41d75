import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { EmulatorError } from "./emulator-error.js";

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** How often connections are looked at that were busy when the gateway closed. */
const closingMs = 5;

/** The listener behind a function's URL. It outlives versions: what answers a request is looked up for each. */
export class Gateway {
  readonly port: number;
  readonly #server: Server;

  /** Port 0 means any free one. */
  static async listen(functionName: string, port: number, handle: RequestHandler): Promise<Gateway> {
    // How long a request may take is the function's to say, and a caller may keep its connection.
    const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, handle);
    await new Promise<void>((resolve, reject) => {
      server.once("error", (cause: NodeJS.ErrnoException) => reject(listenError(functionName, port, cause)));
      server.listen(port, "127.0.0.1", resolve);
    });
    return new Gateway(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Takes no new connections, and closes each one after the answer it waits for, or after some time. */
  async close(graceMs: number): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    const closing = setInterval(() => this.#server.closeIdleConnections(), closingMs);
    const cancel = new AbortController();
    await Promise.race([closed, sleep(graceMs, undefined, { signal: cancel.signal }).catch(() => {})]);
    cancel.abort();
    clearInterval(closing);
    this.#server.closeAllConnections();
  }
}

function listenError(functionName: string, port: number, cause: NodeJS.ErrnoException): EmulatorError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: "is taken by another process. End that process",
    EACCES: "is for administrators only. Choose one above 1023",
  };
  const reason = reasons[cause.code ?? ""] ?? `cannot be listened on: ${cause.message}. Free it`;
  const message = `Port ${port} of function "${functionName}" ${reason}, or give the function another "port".`;
  return new EmulatorError(message, { cause });
}
