import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { atExit } from "../build/at-exit.js";
import { accepts } from "./accepts.js";
import { eachLine } from "./each-line.js";
import { EmulatorError } from "./emulator-error.js";
import { returnPort, takePort } from "./free-port.js";
import type { Contract } from "./function-config.js";

/** A program whose start is measured. */
export interface MeasuredBinary {
  readonly label: string;
  /** The executable itself, not a zip. */
  readonly path: string;
  readonly contract: Contract;
  /** Holds the files that it finds next to it; unset: it starts in an empty folder. */
  readonly codeFolder?: string;
}

/** How one start differs from any other. */
export interface StartOptions {
  /** For the program's temporary files. */
  readonly temporaryFolder: string;
  /** On top of what every program gets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with each line that the program writes to its standard error until it is ready; unset: nobody reads it. */
  readonly onErrorLine?: (line: string) => void;
}

/** A program that does not get ready. */
export class StartError extends EmulatorError {
  /** What it did instead, as a clause. */
  readonly instead: string;

  constructor(message: string, instead: string) {
    super(message);
    this.instead = instead;
  }
}

const limitMs = 10_000;
/** Where a program says that it cannot start: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
const initErrorPath = "/runtime/init/error";
/** A process that outlives the program may keep its standard error open. */
const lastWordsMs = 1000;

/**
 * Starts a program, and tells how long it took from exec until ready, in milliseconds: the first `next` on the Runtime API,
 * or the first connection that an FC program accepts. Then it ends it.
 */
export function startOnce(binary: MeasuredBinary, options: StartOptions): Promise<number> {
  return measure[binary.contract](binary, options);
}

type Measure = (binary: MeasuredBinary, options: StartOptions) => Promise<number>;

const measure: Readonly<Record<Contract, Measure>> = {
  async lambda(binary, options) {
    // Bare sockets: how long it takes to parse a request is not the program's.
    const server = createServer();
    const asked = new Promise<number>((resolve, reject) => {
      server.on("connection", (socket) => {
        socket.on("error", () => {});
        socket.once("data", (request) => {
          const readyAt = performance.now();
          if (request.includes(initErrorPath)) reject(notReady(binary, "it reported that its init failed"));
          else resolve(readyAt);
        });
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    try {
      return await timeOf(binary, options, { AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}` }, () => asked);
    } finally {
      server.close();
    }
  },
  async fc(binary, options) {
    const port = await takePort();
    try {
      const variables = {
        FC_FUNCTION_NAME: "ready",
        FC_SERVER_PORT: String(port),
        FC_CUSTOM_LISTEN_PORT: String(port),
      };
      return await timeOf(binary, options, variables, (over) => firstConnection(port, over));
    } finally {
      returnPort(port);
    }
  },
};

/** Runs the program until `ready` resolves with the time at which it was. */
async function timeOf(
  binary: MeasuredBinary,
  { temporaryFolder, environment, onErrorLine }: StartOptions,
  variables: Readonly<Record<string, string>>,
  ready: (ended: AbortSignal) => Promise<number>,
): Promise<number> {
  const { label, path: program, codeFolder } = binary;
  const always = { PATH: "/usr/local/bin:/usr/bin:/bin", TZ: ":UTC", TMPDIR: temporaryFolder };
  const child = spawn(program, [], {
    cwd: codeFolder ?? temporaryFolder,
    env: { ...always, ...environment, ...variables },
    stdio: ["ignore", "ignore", onErrorLine === undefined ? "ignore" : "pipe"],
    detached: true,
  });
  // Here the program has been executed: spawn returns no sooner.
  const startedAt = performance.now();
  // A group of its own hears nothing of a terminal's Ctrl-C.
  const done = atExit(() => killGroup(child));
  const over = new AbortController();
  const ended = endOf(child);
  const heard = onErrorLine === undefined ? undefined : hear(child, onErrorLine);
  try {
    const readyAt = await Promise.race([
      ready(over.signal),
      ended.then((how) => {
        throw notReady(binary, how);
      }),
      sleep(limitMs, undefined, { signal: over.signal }).then(() => {
        const message = `"${label}" (${program}) must become ready within ${limitMs / 1000} s, but did not.`;
        throw new StartError(message, `it was not after ${limitMs / 1000} s`);
      }),
    ]);
    return readyAt - startedAt;
  } finally {
    over.abort();
    killGroup(child);
    await ended;
    done();
    await heard;
  }
}

function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  const isRunning = exitCode === null && signalCode === null;
  if (pid !== undefined && isRunning) process.kill(-pid, "SIGKILL");
}

function notReady({ label, path: program }: MeasuredBinary, instead: string): StartError {
  return new StartError(`"${label}" (${program}) must become ready, but ${instead}.`, instead);
}

/** Resolves when all that the program wrote was passed on. */
async function hear(child: ChildProcess, onLine: (line: string) => void): Promise<void> {
  const { stderr } = child;
  if (stderr === null) return;
  eachLine(stderr, onLine);
  const closed = once(stderr, "close");
  await once(child, "exit").catch(() => {});
  const over = new AbortController();
  const late = sleep(lastWordsMs, undefined, { signal: over.signal }).catch(() => {});
  await Promise.race([closed, late]);
  over.abort();
  stderr.destroy();
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
