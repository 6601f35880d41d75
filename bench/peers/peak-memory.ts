import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { type AddressInfo, createServer } from "node:net";

/**
 * The most memory that a Lambda program has had resident when it asks for its first event, in KB.
 *
 * Linux only, from `VmHWM` in https://man7.org/linux/man-pages/man5/proc_pid_status.5.html.
 */
export async function readPeakMemoryKb(program: string): Promise<number> {
  const server = createServer();
  server.on("connection", (socket) => {
    socket.on("error", () => {});
    socket.once("data", () => server.emit("asked"));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const env = { AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}` };
  const child = spawn(program, [], { env, stdio: "ignore" });
  const ended = once(child, "exit");
  try {
    const asked = once(server, "asked").then(() => true);
    const isReady = await Promise.race([asked, ended.then(() => false)]);
    if (!isReady) throw new Error(`${program} ended before it asked for an event.`);
    const status = fs.readFileSync(`/proc/${child.pid}/status`, "utf8");
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
  } finally {
    child.kill("SIGKILL");
    await ended;
    server.close();
  }
}
