import { BuildError } from "../../build-error.js";
import { checkCertificates } from "./check-certificates.js";
import { isPlainAnswer, toFailure } from "./failure.js";
import { isLoopback } from "./loopback.js";
import { messages } from "./messages.js";
import { type Answer, type HttpRequest, openTransport } from "./transport.js";

/** Requests to a registry, and to where it leads, that are safe to be sent. */
export interface Connection {
  send(request: HttpRequest): Promise<Answer>;
  /** Asks for the root of the API, whose address is in the answer, before anything secret is said. */
  greet(): Promise<Answer>;
  close(): void;
}

interface ConnectionOptions {
  readonly ca?: string;
  readonly signal: AbortSignal;
}

/** Registries whose API is at another host than their name. */
const hosts: Readonly<Record<string, string>> = { "docker.io": "registry-1.docker.io" };

export function openConnection(registry: string, options: ConnectionOptions): Connection {
  if (options.ca !== undefined) checkCertificates(options.ca, registry);
  const transport = openTransport(options);
  const host = hosts[registry] ?? registry;
  const mayBePlain = isLoopback(new URL(`https://${host}`).hostname);

  async function send(request: HttpRequest): Promise<Answer> {
    const { protocol, hostname, host: other } = request.url;
    if (protocol !== "https:" && !(protocol === "http:" && mayBePlain && isLoopback(hostname)))
      throw new BuildError(messages.plainHttp(registry, other));
    try {
      return await transport.send(request);
    } catch (error) {
      throw toFailure(error, registry);
    }
  }

  async function greet(): Promise<Answer> {
    const ask = (scheme: string) =>
      send({ method: "GET", url: new URL(`${scheme}://${host}/v2/`), headers: {} });
    try {
      return await ask("https");
    } catch (error) {
      if (!(mayBePlain && error instanceof BuildError && isPlainAnswer(error.cause))) throw error;
      return ask("http");
    }
  }

  return { send, greet, close: () => transport.close() };
}
