import { BuildError } from "../../build-error.js";
import { parseObject, textIn } from "../json.js";
import type { Challenge } from "./challenge.js";
import { messages } from "./messages.js";
import type { Clock } from "./retry.js";
import type { Answer } from "./transport.js";

/** Who pushes; kept out of everything that is printed. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What a request says about who asks. */
export interface Auth {
  /** The header for requests that need the scopes. */
  header(challenge: Challenge, scopes: readonly string[]): Promise<string>;
  /** Drops the token of a header that the registry did not accept. */
  forget(header: string, scopes: readonly string[]): Promise<void>;
  /** Takes out of a text what must not be shown. */
  hide(text: string): string;
}

interface AuthOptions {
  readonly registry: string;
  readonly credentials?: Credentials;
  readonly clock: Clock;
  /** Gets a page of the server that gives tokens. */
  readonly ask: (url: URL, headers: Readonly<Record<string, string>>) => Promise<Answer>;
}

interface Token {
  readonly header: string;
  readonly expiresAtMs: number;
}

/** Where a token server does not say: https://distribution.github.io/distribution/spec/auth/token/ */
const defaultSeconds = 60;
/** A token is not used in its last seconds, as the request has yet to get there. */
const marginMs = 5000;

export function openAuth({ registry, credentials, clock, ask }: AuthOptions): Auth {
  if (credentials?.user.includes(":")) throw new BuildError(messages.badUser);
  const basic = credentials && `Basic ${toBase64(`${credentials.user}:${credentials.password}`)}`;
  const secrets = new Set(credentials ? [credentials.password, basic?.slice("Basic ".length) ?? ""] : []);
  const tokens = new Map<string, Promise<Token>>();

  async function fetchToken(parameters: Challenge["parameters"], scopes: readonly string[]): Promise<Token> {
    const { realm = "", service } = parameters;
    if (!URL.canParse(realm)) throw new BuildError(messages.badChallenge(registry));
    const url = new URL(realm);
    if (service !== undefined) url.searchParams.set("service", service);
    for (const scope of scopes) url.searchParams.append("scope", scope);
    const answer = await ask(url, basic ? { authorization: basic } : {});
    if (answer.status === 401 || answer.status === 403)
      throw new BuildError((basic ? messages.loginRefused : messages.loginNeeded)(registry));
    const { text, seconds } = readToken(answer);
    if (text === "") throw new BuildError(messages.badToken(registry));
    secrets.add(text);
    const lifeMs = seconds * 1000;
    const expiresAtMs = clock.nowMs() + lifeMs - Math.min(marginMs, lifeMs / 2);
    return { header: `Bearer ${text}`, expiresAtMs };
  }

  return {
    async header({ scheme, parameters }, scopes) {
      if (scheme === "basic") {
        if (!basic) throw new BuildError(messages.loginNeeded(registry));
        return basic;
      }
      const key = scopes.join(" ");
      for (let kept = tokens.get(key); kept; kept = tokens.get(key)) {
        const token = await kept;
        if (clock.nowMs() < token.expiresAtMs) return token.header;
        // Whoever waited for the same token finds the next one.
        if (tokens.get(key) === kept) tokens.delete(key);
      }
      const fetched = fetchToken(parameters, scopes);
      tokens.set(key, fetched);
      try {
        return (await fetched).header;
      } catch (error) {
        tokens.delete(key);
        throw error;
      }
    },

    async forget(header, scopes) {
      const key = scopes.join(" ");
      const kept = tokens.get(key);
      if ((await kept)?.header === header && tokens.get(key) === kept) tokens.delete(key);
    },

    hide(text) {
      let shown = text;
      for (const secret of secrets) if (secret !== "") shown = shown.replaceAll(secret, "[secret]");
      return shown;
    },
  };
}

function readToken(answer: Answer): { text: string; seconds: number } {
  try {
    const object = parseObject(answer.body, "the answer");
    const seconds = object["expires_in"];
    const text = textIn(object, "token") || textIn(object, "access_token");
    // A line break in a header would be a header of its own.
    const isToken = answer.status === 200 && /^[\x21-\x7e]+$/.test(text);
    return {
      text: isToken ? text : "",
      seconds: typeof seconds === "number" && seconds > 0 ? seconds : defaultSeconds,
    };
  } catch {
    return { text: "", seconds: 0 };
  }
}

function toBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
