import { once } from "node:events";
import * as net from "node:net";

/** Counts what is sent to a server: every byte of every connection. */
export async function startCountingProxy(host: string): Promise<{
  readonly host: string;
  sentBytes(): number;
  close(): void;
}> {
  const [address = "", port = ""] = host.split(":");
  let sent = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port), address);
    client.on("data", (chunk: Buffer) => {
      sent += chunk.length;
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => socket.destroy());
    }
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    sentBytes: () => sent,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
