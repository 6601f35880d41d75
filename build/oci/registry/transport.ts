import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestTls, Agent as TlsAgent } from "node:https";
import { rootCertificates } from "node:tls";

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Told how many more bytes of the body have left. */
  readonly onSent?: (bytes: number) => void;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Where it came from, for what is relative to it. */
  readonly url: URL;
}

/** Connections that are kept between requests. */
export interface Transport {
  send(request: HttpRequest): Promise<Answer>;
  close(): void;
}

interface TransportOptions {
  /** PEM certificates to trust, besides Node's own. */
  readonly ca?: string;
  readonly signal: AbortSignal;
  /** After which silence a connection counts as lost. */
  readonly idleMs?: number;
}

const sliceBytes = 256 * 1024;
const maxAnswerBytes = 4 * 1024 * 1024;

/** Opens connections as they are needed. `fetch` cannot be told a certificate authority, so it is not used. */
export function openTransport({ ca, signal, idleMs = 120_000 }: TransportOptions): Transport {
  const plain = new Agent({ keepAlive: true });
  const tls = new TlsAgent({
    keepAlive: true,
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
  });

  return {
    send: ({ method, url, headers, body = new Uint8Array(), onSent }) =>
      new Promise((resolve, reject) => {
        const isTls = url.protocol === "https:";
        const length = /^(GET|HEAD)$/.test(method) ? {} : { "content-length": String(body.length) };
        const outgoing = (isTls ? requestTls : requestPlain)(url, {
          method,
          agent: isTls ? tls : plain,
          headers: { "user-agent": "goserverless", ...length, ...headers },
          timeout: idleMs,
          signal,
        });
        let isAnswered = false;
        outgoing.on("timeout", () => outgoing.destroy(lost("ETIMEDOUT")));
        // After an answer, what still goes wrong with sending the body is of no interest.
        outgoing.on("error", (error) => isAnswered || reject(error));
        outgoing.on("response", (incoming) => {
          isAnswered = true;
          collect(incoming, url)
            .then(resolve, reject)
            .finally(() => outgoing.writableFinished || outgoing.destroy());
        });

        let offset = 0;
        const write = (error?: Error | null) => {
          if (error || isAnswered || outgoing.destroyed) return;
          const part = body.subarray(offset, offset + sliceBytes);
          if (part.length === 0) {
            outgoing.end();
            return;
          }
          offset += part.length;
          outgoing.write(part, (failed) => {
            if (!failed) onSent?.(part.length);
            write(failed);
          });
        };
        write();
      }),

    close() {
      plain.destroy();
      tls.destroy();
    },
  };
}

async function collect(incoming: IncomingMessage, url: URL): Promise<Answer> {
  const parts: Buffer[] = [];
  const status = incoming.statusCode ?? 0;
  let bytes = 0;
  try {
    for await (const part of incoming as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > maxAnswerBytes) throw lost("EMSGSIZE");
      parts.push(part);
    }
  } catch (error) {
    // Who refuses a body without reading it often cuts the connection; the status is still right.
    if (status < 400) throw error;
  }
  return { status, headers: incoming.headers, body: Buffer.concat(parts), url };
}

function lost(code: string): Error {
  return Object.assign(new Error(code), { code });
}
