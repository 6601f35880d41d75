import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { accepts } from "../../emulator/accepts.js";
import { isPortTaken, returnPort, takePort } from "../../emulator/free-port.js";

describe("takePort", () => {
  it("never gives a port to two programs at once", async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, takePort));
    assert.equal(new Set(ports).size, 50);
    for (const port of ports) returnPort(port);
  });
});

describe("isPortTaken and accepts", () => {
  it("tell whether something listens", async () => {
    const port = await takePort();
    assert.deepEqual([await isPortTaken(port), await accepts(port)], [false, false]);
    const server = createServer((socket) => socket.destroy()).listen(port, "127.0.0.1");
    await once(server, "listening");
    assert.deepEqual([await isPortTaken(port), await accepts(port)], [true, true]);
    server.close();
    returnPort(port);
  });
});
