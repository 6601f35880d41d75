import * as http from "node:http";
import * as https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** `provisioned-concurrency`, or `on-demand` of an instance that a call had to wait for. */
  readonly startedFor: string;
}

export interface Calls {
  readonly requests: number;
  /** What was seen instead of answers with 200. */
  readonly failures: readonly string[];
  /** Calls that no warm instance took. */
  readonly cold: number;
  readonly bodies: ReadonlySet<string>;
}

/** The header by which the function tells how its instance came to be. */
export const startedForHeader = "x-initialization-type";

const timeoutMs = 30_000;
/** Twenty calls a second at most keep the bill small. */
const pauseMs = 50;

/** Calls function URLs: directly, or through the gateway of a stand-in, which tells them apart by their host. */
export class Caller {
  readonly #gateway: string | undefined;

  constructor(gateway: string | undefined) {
    this.#gateway = gateway;
  }

  get(url: string, agent?: http.Agent): Promise<Answer> {
    const { host, pathname, origin } = new URL(url);
    const target = new URL(pathname, this.#gateway ?? origin);
    const client = target.protocol === "https:" ? https : http;
    return new Promise((resolve, reject) => {
      const request = client.get(target, { agent, headers: { host }, timeout: timeoutMs }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
        });
        response.once("error", reject).once("end", () => {
          const startedFor = String(response.headers[startedForHeader]);
          resolve({ status: response.statusCode ?? 0, body, startedFor });
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
      if (typeof answer === "object" && answer.startedFor === "on-demand") cold++;
      await sleep(pauseMs);
    } while (!isEnough(requests));
    agent.destroy();
    return { requests, failures, cold, bodies };
  }
}
