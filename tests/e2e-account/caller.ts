import assert from "node:assert/strict";
import * as http from "node:http";
import * as https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** No instance was ready for it. */
  readonly isCold: boolean;
}

/** When a call was sent, by this machine's clock, and how long the headers of its answer took. */
export interface Timing {
  readonly sentAtMs: number;
  readonly tookMs: number;
}

/** Tells whether a call found no instance ready. */
export type ColdTest = (headers: http.IncomingHttpHeaders, timing: Timing) => boolean;

export interface Calls {
  readonly requests: number;
  /** What was seen instead of answers with 200. */
  readonly failures: readonly string[];
  /** Calls that found no instance ready. */
  readonly cold: number;
  readonly bodies: ReadonlySet<string>;
}

const timeoutMs = 30_000;
/** So many keep the bill small. */
export const mostCallsPerSecond = 20;
const pauseMs = 1000 / mostCallsPerSecond;

/** Calls functions: directly, or through the gateway of a stand-in, which tells them apart by their host. */
export class Caller {
  readonly #isCold: ColdTest;
  readonly #gateway: string | undefined;

  constructor(isCold: ColdTest, gateway: string | undefined) {
    this.#isCold = isCold;
    this.#gateway = gateway;
  }

  get(url: string, agent?: http.Agent): Promise<Answer> {
    const { host, pathname, origin } = new URL(url);
    const target = new URL(pathname, this.#gateway ?? origin);
    const client = target.protocol === "https:" ? https : http;
    const [sentAtMs, start] = [Date.now(), performance.now()];
    return new Promise((resolve, reject) => {
      const request = client.get(target, { agent, headers: { host }, timeout: timeoutMs }, (response) => {
        const timing = { sentAtMs, tookMs: performance.now() - start };
        const isCold = this.#isCold(response.headers, timing);
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
        });
        response.once("error", reject).once("end", () => {
          resolve({ status: response.statusCode ?? 0, body, isCold });
        });
      });
      request.once("error", reject);
      request.once("timeout", () => request.destroy(new Error(`No answer within ${timeoutMs / 1000} s.`)));
    });
  }

  /** Calls from one connection while something is done. */
  async during(url: string, work: () => Promise<unknown>): Promise<Calls> {
    let isDone = false;
    const calls = this.#calls(url, () => isDone);
    try {
      await work();
    } finally {
      isDone = true;
      await calls;
    }
    return calls;
  }

  /** Calls so many times from one connection. */
  times(url: string, count: number): Promise<Calls> {
    return this.#calls(url, (requests) => requests >= count);
  }

  async #calls(url: string, isEnough: (requests: number) => boolean): Promise<Calls> {
    const { Agent } = (this.#gateway ?? url).startsWith("https:") ? https : http;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const [failures, bodies] = [[] as string[], new Set<string>()];
    let [requests, cold] = [0, 0];
    do {
      const answer = await this.get(url, agent).catch((error: Error) => error.message);
      requests++;
      if (typeof answer === "string") failures.push(answer);
      else if (answer.status !== 200) failures.push(`${answer.status} ${answer.body}`);
      else bodies.add(answer.body);
      if (typeof answer === "object" && answer.isCold) cold++;
      await sleep(pauseMs);
    } while (!isEnough(requests));
    agent.destroy();
    return { requests, failures, cold, bodies };
  }
}

/** Of calls that were all answered: and so, if it matters. */
export function isAnswered({ requests, failures, bodies }: Calls, expected?: readonly string[]): void {
  assert.deepEqual(failures, [], `${failures.length} failed of ${requests}`);
  if (expected !== undefined) assert.deepEqual([...bodies].sort(), expected);
}

/** Of calls that were all answered by instances that were ready. */
export function isFlawless(calls: Calls, expected?: readonly string[]): void {
  isAnswered(calls, expected);
  assert.equal(calls.cold, 0, `${calls.cold} cold of ${calls.requests}`);
}
