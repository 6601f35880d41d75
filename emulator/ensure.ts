import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type { EmulatorClient } from "./client.js";
import { connectTo } from "./connect.js";
import { EmulatorError } from "./emulator-error.js";
import { packageVersion } from "./package-version.js";
import { makePrivateFolder, stateFolder } from "./state-folder.js";

/** A started emulator brings deployed functions back before it answers. */
const startMs = 30_000;
/** A lock that has not been renewed for so long is of a process that was killed. */
const staleMs = 5_000;
/** What an emulator takes over from whoever starts it: enough to find programs and folders, no secrets. */
const passedOn = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "XDG_STATE_HOME", "NODE_V8_COVERAGE"] as const;

/** The emulator that runs for this user with this package's version; it is started if there is none. */
export async function ensureEmulator(): Promise<EmulatorClient> {
  const folder = stateFolder();
  const running = await connectTo(folder, ensureEmulator);
  if (running?.status.version === packageVersion()) return running.client;
  await makePrivateFolder(folder);
  const unlock = await lock(folder);
  try {
    return await replace(folder);
  } finally {
    await unlock();
  }
}

/** Under the lock: another process may have started one while this one waited. */
async function replace(folder: string): Promise<EmulatorClient> {
  const running = await connectTo(folder, ensureEmulator);
  if (running?.status.version === packageVersion()) return running.client;
  await running?.client.stop();
  await start(folder);
  const started = await connectTo(folder, ensureEmulator);
  if (started === undefined)
    throw new EmulatorError(`The local cloud ended right after its start. Its own log is ${logOf(folder)}.`);
  return started.client;
}

async function lock(folder: string): Promise<() => Promise<void>> {
  const lockfile = await import("proper-lockfile");
  try {
    return await lockfile.lock(path.join(folder, "emulator"), {
      realpath: false,
      stale: staleMs,
      retries: { forever: true, minTimeout: 20, maxTimeout: 200, maxRetryTime: startMs + staleMs },
      // It happens to a process that is busy for long; the emulator that it starts refuses to be a second one.
      onCompromised: () => {},
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmulatorError(
      `The local cloud cannot be started: its lock ${folder}/emulator.lock cannot be taken (${reason}). End the process that holds it, or remove it.`,
      { cause },
    );
  }
}

/** Runs `main` apart from this process and waits until it answers. */
async function start(folder: string): Promise<void> {
  const log = await open(logOf(folder), "w", 0o600);
  const compiled = path.extname(__filename) === ".js";
  const child = fork(path.join(__dirname, compiled ? "main.js" : "main.ts"), [], {
    cwd: folder,
    detached: true,
    env: { ...environment(), GOSERVERLESS_STATE_DIR: folder },
    execArgv: compiled ? [] : ["--import", pathToFileURL(require.resolve("tsx")).href],
    stdio: ["ignore", log.fd, log.fd, "ipc"],
  });
  const limit = AbortSignal.timeout(startMs);
  try {
    const problem = await Promise.race([message(child, limit), exit(child, limit, folder)]);
    if (problem !== "") throw new EmulatorError(`The local cloud did not start: ${problem}`);
  } catch (cause) {
    if (cause instanceof EmulatorError) throw cause;
    child.kill("SIGKILL");
    const text = `The local cloud did not start within ${startMs / 1000} s. Its own log is ${logOf(folder)}.`;
    throw new EmulatorError(text, { cause });
  } finally {
    if (child.connected) child.disconnect();
    child.unref();
    await log.close();
  }
}

/** What `main` says: nothing when it is ready, otherwise why it is not. */
async function message(child: ChildProcess, signal: AbortSignal): Promise<string> {
  const [problem] = await once(child, "message", { signal });
  return String(problem);
}

async function exit(child: ChildProcess, signal: AbortSignal, folder: string): Promise<string> {
  const [status, by] = await once(child, "exit", { signal });
  const log = (await readFile(logOf(folder), "utf8")).trim();
  return `it ended with ${status === null ? by : `exit status ${status}`}${log === "" ? "." : ` and wrote:\n${log}`}`;
}

function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function logOf(folder: string): string {
  return path.join(folder, "emulator.log");
}
