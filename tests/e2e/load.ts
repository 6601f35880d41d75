import * as http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface LoadReport {
  readonly requests: number;
  /** Answers that were not 200, and connections that failed, with what was seen. */
  readonly failures: readonly string[];
  /** The different bodies, in the order they first came. */
  readonly bodies: readonly string[];
}

/** Calls a URL from several keep-alive connections, without pause unless told, until it is told to stop. */
export function startLoad(
  url: string,
  connections: number,
  pauseMs = 0,
): { stop(): Promise<LoadReport>; seen(body: string): Promise<void> } {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const failures: string[] = [];
  const bodies: string[] = [];
  const waiting = new Map<string, () => void>();
  let requests = 0;
  let running = true;

  const workers = Array.from({ length: connections }, async () => {
    while (running) {
      requests += 1;
      const answer = await get(url, agent).catch((error: Error) => error.message);
      if (typeof answer === "string") failures.push(answer);
      else if (answer.status !== 200) failures.push(`${answer.status} ${answer.body}`);
      else if (!bodies.includes(answer.body)) {
        bodies.push(answer.body);
        waiting.get(answer.body)?.();
      }
      if (pauseMs > 0) await sleep(pauseMs);
    }
  });

  return {
    async stop() {
      running = false;
      await Promise.all(workers);
      agent.destroy();
      return { requests, failures, bodies };
    },
    seen: (body) =>
      bodies.includes(body) ? Promise.resolve() : new Promise((resolve) => waiting.set(body, resolve)),
  };
}

/** One GET, read to its end. */
export function get(url: string, agent?: http.Agent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}
