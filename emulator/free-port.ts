import { createServer } from "node:net";

/** Ports that programs were told to listen on, which the system may still think free. */
const handedOut = new Set<number>();

/** Finds a port that nothing listens on, and keeps it from being found again until it is returned. */
export async function takePort(): Promise<number> {
  for (;;) {
    const port = await listenOnce(0);
    if (port === undefined || handedOut.has(port)) continue;
    handedOut.add(port);
    return port;
  }
}

export function returnPort(port: number): void {
  handedOut.delete(port);
}

/** Tells whether something else has a port by now. */
export async function isPortTaken(port: number): Promise<boolean> {
  return (await listenOnce(port)) === undefined;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === "object" ? address?.port : undefined;
      server.close(() => resolve(found));
    });
  });
}
