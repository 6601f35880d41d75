import { BuildError } from "../../build-error.js";
import { type Credentials, openAuth } from "./auth.js";
import { type Challenge, parseChallenge } from "./challenge.js";
import { openConnection } from "./connection.js";
import { messages } from "./messages.js";
import { isPassing, refusal } from "./refusal.js";
import { type Clock, retry, systemClock } from "./retry.js";
import { retryAfterMs } from "./retry-after.js";
import type { Answer, HttpRequest } from "./transport.js";

/** How a registry is spoken to. */
export interface RegistryOptions {
  readonly credentials?: Credentials;
  /** PEM certificates to trust, besides Node's own. */
  readonly ca?: string;
  readonly clock?: Clock;
}

export interface RegistryRequest {
  readonly method: string;
  /** Below the registry's address, or where an answer told to go on. */
  readonly to: string | URL;
  /** What a token must allow: `repository:shop/api:pull,push`. */
  readonly scopes: readonly string[];
  /** What is asked for, as the object of "refused". */
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly onSent?: (bytes: number) => void;
}

/** Speaks to one registry. */
export interface Client {
  readonly registry: string;
  /** Sends a request, with a login where one is asked for; what may pass is thrown as such. */
  once(request: RegistryRequest): Promise<Answer>;
  /** Sends a request until it is answered. */
  send(request: RegistryRequest): Promise<Answer>;
  retry<T>(task: () => Promise<T>, progress?: () => number): Promise<T>;
  /** The error for an answer that is not what was asked for. */
  refusal(request: Pick<RegistryRequest, "what">, answer: Answer): BuildError;
  /** Where an answer tells to go on. */
  locationOf(answer: Answer): URL;
  /** Ends what is under way. */
  abort(): void;
  close(): void;
}

const maxRedirects = 5;
const redirects: readonly number[] = [301, 302, 303, 307, 308];

export function openClient(registry: string, options: RegistryOptions = {}): Client {
  const { ca, credentials, clock = systemClock } = options;
  const controller = new AbortController();
  const { signal } = controller;
  const connection = openConnection(registry, { signal, ...(ca === undefined ? {} : { ca }) });
  const auth = openAuth({
    registry,
    clock,
    ...(credentials ? { credentials } : {}),
    ask: async (url, headers) => passed("a token", await connection.send({ method: "GET", url, headers })),
  });
  let base: Promise<URL> | undefined;
  let challenge: Challenge | undefined;

  const again: Client["retry"] = (task, progress) => retry(clock, signal, task, progress);

  function passed(what: string, answer: Answer): Answer {
    if (isPassing(answer))
      throw refusal(registry, what, answer, auth.hide, retryAfterMs(answer, clock, registry));
    return answer;
  }

  async function ping(): Promise<URL> {
    const answer = passed("to be spoken to", await connection.greet());
    if (answer.status === 401) challenge = toChallenge(answer);
    else if (answer.status !== 200) throw new BuildError(messages.notRegistry(registry, answer.status));
    return answer.url;
  }

  function toChallenge(answer: Answer): Challenge {
    const found = parseChallenge(answer.headers["www-authenticate"] ?? "");
    if (!found) throw new BuildError(messages.badChallenge(registry));
    return found;
  }

  async function authorized(request: HttpRequest, scopes: readonly string[]): Promise<Answer> {
    const send = (authorization?: string) =>
      connection.send({
        ...request,
        headers: { ...request.headers, ...(authorization ? { authorization } : {}) },
      });
    const header = challenge && (await auth.header(challenge, scopes));
    const answer = await send(header);
    if (answer.status !== 401) return answer;
    challenge = toChallenge(answer);
    if (header) await auth.forget(header, scopes);
    const renewed = await auth.header(challenge, scopes);
    return renewed === header ? answer : send(renewed);
  }

  async function follow(request: HttpRequest, scopes: readonly string[], origin: string): Promise<Answer> {
    let { url } = request;
    for (let hops = 0; hops <= maxRedirects; hops += 1) {
      // Storage elsewhere has its own way to know us, in the address.
      const answer = await (url.origin === origin
        ? authorized({ ...request, url }, scopes)
        : connection.send({ ...request, url }));
      if (!redirects.includes(answer.status) || !/^(GET|HEAD)$/.test(request.method)) return answer;
      url = locationOf(answer);
    }
    throw new BuildError(messages.tooManyRedirects(registry));
  }

  function locationOf({ headers, url }: Answer): URL {
    const { location } = headers;
    if (!location || !URL.canParse(location, url.href)) throw new BuildError(messages.badLocation(registry));
    return new URL(location, url);
  }

  async function once({ to, scopes, what, ...rest }: RegistryRequest): Promise<Answer> {
    // Asked again with the next request, which is when whoever sends it tries again.
    base ??= ping().catch((error) => {
      base = undefined;
      throw error;
    });
    const root = await base;
    const request = { headers: {}, ...rest, url: typeof to === "string" ? new URL(to, root.href) : to };
    return passed(what, await follow(request, scopes, root.origin));
  }

  return {
    registry,
    once,
    send: (request) => again(() => once(request)),
    retry: again,
    refusal: ({ what }, answer) => refusal(registry, what, answer, auth.hide),
    locationOf,
    abort: () => controller.abort(),
    close: () => connection.close(),
  };
}
