import assert from "node:assert/strict";
import { type AddressInfo, createServer, type Server } from "node:net";
import { openTransport } from "../../../../build/oci/registry/transport.js";

describe("openTransport", () => {
  let server: Server;
  let transport: ReturnType<typeof openTransport>;

  async function start(answer: (write: (text: string) => void) => void): Promise<URL> {
    server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => answer((text) => socket.write(text)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    transport = openTransport({ signal: new AbortController().signal, idleMs: 50 });
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  afterEach(async () => {
    transport.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it("gives up a connection on which nothing happens", async () => {
    const url = await start(() => {});
    await assert.rejects(transport.send({ method: "GET", url, headers: {} }), { code: "ETIMEDOUT" });
  });

  it("takes the answer of who refuses a body without reading it", async () => {
    const url = await start((write) => write("HTTP/1.1 413 Large\r\nContent-Length: 2\r\n\r\nno"));
    const body = new Uint8Array(64 * 1024 * 1024);
    const { status, body: text } = await transport.send({ method: "PUT", url, headers: {}, body });
    assert.deepEqual([status, text.toString()], [413, "no"]);
  });
});
