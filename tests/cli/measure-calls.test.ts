import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { measureCalls } from "../../cli/measure-calls.js";

describe("measureCalls", () => {
  let server: Server;
  let url: string;
  let answer: RequestListener;

  before(async () => {
    server = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  after(() => {
    server.close();
  });

  it("cools before each cold call, then makes one call that does not count before the warm ones", async () => {
    const events: string[] = [];
    answer = (request, response) => {
      events.push(`${request.method} ${request.url}`);
      response.end("hello");
    };
    const cool = async (): Promise<void> => {
      events.push("cool");
    };
    const samples = await measureCalls(url, { cold: 2, warm: 3, cool });
    assert.deepEqual(events, ["cool", "GET /", "cool", "GET /", "GET /", "GET /", "GET /", "GET /"]);
    assert.equal(samples.coldMs.length, 2);
    assert.equal(samples.warmMs.length, 3);
    assert.ok([...samples.coldMs, ...samples.warmMs].every((each) => each > 0));
    assert.equal(samples.failed, 0);
  });

  it("keeps one connection for the warm calls", async () => {
    const ports = new Set<number | undefined>();
    answer = (request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    };
    await measureCalls(url, { cold: 0, warm: 5, cool: async () => {} });
    assert.equal(ports.size, 1);
  });

  it("waits for the end of an answer", async () => {
    answer = (_, response) => {
      response.write("first");
      setTimeout(() => response.end("last"), 30);
    };
    const { coldMs } = await measureCalls(url, { cold: 1, warm: 0, cool: async () => {} });
    assert.ok((coldMs[0] ?? 0) >= 29);
  });

  it("counts 429 and 5xx as failed, and nothing else", async () => {
    const statuses = [200, 404, 429, 500, 502, 301];
    answer = (_, response) => {
      response.statusCode = statuses.shift() ?? 200;
      response.end();
    };
    const { coldMs, failed } = await measureCalls(url, { cold: 6, warm: 0, cool: async () => {} });
    assert.equal(coldMs.length, 3);
    assert.equal(failed, 3);
  });

  it("makes no call when none is asked for", async () => {
    answer = () => assert.fail("a call was made");
    const samples = await measureCalls(url, { cold: 0, warm: 0, cool: async () => {} });
    assert.deepEqual(samples, { coldMs: [], warmMs: [], failed: 0 });
  });

  it("says so when no answer comes", async () => {
    answer = (request) => {
      request.socket.destroy();
    };
    await assert.rejects(measureCalls(url, { cold: 0, warm: 1, cool: async () => {} }), {
      name: "CommandError",
      message: `No answer came from ${url}: socket hang up.`,
    });
  });

  it("says so when an answer breaks off", async () => {
    answer = (request, response) => {
      response.writeHead(200, { "content-length": "10" });
      response.write("12345", () => request.socket.destroy());
    };
    await assert.rejects(measureCalls(url, { cold: 0, warm: 1, cool: async () => {} }), {
      name: "CommandError",
      message: `No answer came from ${url}: aborted.`,
    });
  });
});
