import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface ServedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export interface ServedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface JsonServer {
  /** `127.0.0.1:1234` */
  readonly host: string;
  /** Every request, in the order in which they came. */
  readonly requests: readonly ServedRequest[];
  end(): Promise<void>;
}

/** An HTTP server on loopback that keeps every request; undefined as an answer is none, for ever. */
export async function serveJson(
  answer: (request: ServedRequest) => Promise<ServedAnswer | undefined>,
): Promise<JsonServer> {
  const requests: ServedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = "", headers } = incoming;
    const url = new URL(incoming.url ?? "", "http://127.0.0.1");
    const request = { method, url, headers, body: await buffer(incoming) };
    requests.push(request);
    const answered = await answer(request);
    if (answered === undefined) return;
    response.writeHead(answered.status ?? 200, { "content-type": "application/json", ...answered.headers });
    response.end(answered.body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    requests,
    end: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
