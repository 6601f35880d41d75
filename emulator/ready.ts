import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { accepts } from "./accepts.js";
import { EmulatorError } from "./emulator-error.js";
import { returnPort, takePort } from "./free-port.js";
import type { Contract } from "./function-config.js";

/** A program whose start is measured. */
export interface MeasuredBinary {
  readonly label: string;
  /** The executable itself, not a zip. */
  readonly path: string;
  readonly contract: Contract;
}

const limitMs = 10_000;

/**
 * Measures how long programs take from exec until ready: the first `next` on the Runtime API, or the first connection
 * that an FC program accepts. In milliseconds, in the order of the runs.
 *
 * The programs take turns, so that what else the machine does falls on all of them.
 */
export async function measureReady(
  binaries: readonly MeasuredBinary[],
  runs: number,
): Promise<Record<string, number[]>> {
  const samples: Record<string, number[]> = Object.fromEntries(binaries.map(({ label }) => [label, []]));
  const folder = await mkdtemp(path.join(tmpdir(), "goserverless-ready-"));
  try {
    for (let run = 0; run < runs; run++) {
      for (const binary of binaries)
        samples[binary.label]?.push(await measure[binary.contract](binary, folder));
    }
    return samples;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Measure = (binary: MeasuredBinary, folder: string) => Promise<number>;

const measure: Readonly<Record<Contract, Measure>> = {
  async lambda(binary, folder) {
    // Bare sockets: how long it takes to parse a request is not the program's.
    const server = createServer();
    const asked = new Promise<number>((resolve) => {
      server.on("connection", (socket) => {
        socket.on("error", () => {});
        socket.once("data", () => resolve(performance.now()));
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    try {
      return await timeOf(binary, folder, { AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}` }, () => asked);
    } finally {
      server.close();
    }
  },
  async fc(binary, folder) {
    const port = await takePort();
    try {
      const variables = {
        FC_FUNCTION_NAME: "ready",
        FC_SERVER_PORT: String(port),
        FC_CUSTOM_LISTEN_PORT: String(port),
      };
      return await timeOf(binary, folder, variables, (over) => firstConnection(port, over));
    } finally {
      returnPort(port);
    }
  },
};

/** Runs the program until `ready` resolves with the time at which it was. */
async function timeOf(
  { label, path: program }: MeasuredBinary,
  folder: string,
  variables: Readonly<Record<string, string>>,
  ready: (ended: AbortSignal) => Promise<number>,
): Promise<number> {
  const env = { PATH: "/usr/local/bin:/usr/bin:/bin", TZ: ":UTC", TMPDIR: folder, ...variables };
  const child = spawn(program, [], { cwd: folder, env, stdio: "ignore", detached: true });
  // Here the program has been executed: spawn returns no sooner.
  const startedAt = performance.now();
  const over = new AbortController();
  const ended = endOf(child);
  try {
    const readyAt = await Promise.race([
      ready(over.signal),
      ended.then((how) => refuse(`"${label}" (${program}) must become ready, but ${how}.`)),
      sleep(limitMs, undefined, { signal: over.signal }).then(() => {
        return refuse(`"${label}" (${program}) must become ready within ${limitMs / 1000} s, but did not.`);
      }),
    ]);
    return readyAt - startedAt;
  } finally {
    over.abort();
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await ended;
  }
}

function refuse(message: string): never {
  throw new EmulatorError(message);
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [status, signal] = await once(child, "exit");
    return `it ended with ${status === null ? signal : `exit status ${status}`}`;
  } catch (error) {
    return `it cannot be run: ${error instanceof Error ? error.message : error}`;
  }
}

async function firstConnection(port: number, over: AbortSignal): Promise<number> {
  while (!(await accepts(port))) if (over.aborted) break;
  return performance.now();
}
