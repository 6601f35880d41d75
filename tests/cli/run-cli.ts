import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

/** What a run of the command line left behind. */
export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliRun {
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
  /** Standard input; without it, it is empty. */
  readonly input?: string | Uint8Array;
}

const root = resolve(__dirname, "../..");

/** The arguments with which Node runs `goserverless` from its sources. */
export const cliSources = [
  "--import",
  pathToFileURL(require.resolve("tsx")).href,
  resolve(root, "cli/main.ts"),
];

/** The environment of a run: this process's, without what would colour the output. */
function toCliEnvironment(changes: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, NO_COLOR: __, ...environment } = process.env;
  return { ...environment, ...changes };
}

/** A run that is still going on. */
export interface RunningCli {
  readonly stdout: Readable;
  /** Resolves when it has ended. */
  readonly ended: Promise<Omit<CliResult, "stdout"> & { readonly signal: NodeJS.Signals | null }>;
}

/** Starts `goserverless` as a user would, its output in pipes. */
export function startCli(args: readonly string[], run: CliRun = {}): RunningCli {
  const child = spawn(process.execPath, [...cliSources, ...args], {
    cwd: run.directory ?? root,
    env: toCliEnvironment(run.environment),
  });
  child.stdin.on("error", () => {});
  child.stdin.end(run.input);
  const ended = Promise.all([text(child.stderr), once(child, "close")]);
  return {
    stdout: child.stdout,
    ended: ended.then(([stderr]) => ({ status: child.exitCode, signal: child.signalCode, stderr })),
  };
}

/** Runs `goserverless` to its end. */
export async function runCli(args: readonly string[], run: CliRun = {}): Promise<CliResult> {
  const { stdout, ended } = startCli(args, run);
  const [printed, { status, stderr }] = await Promise.all([text(stdout), ended]);
  return { status, stdout: printed, stderr };
}
