import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
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

/** What to start for `goserverless`, from its sources. */
export const cliCommand: readonly [string, ...string[]] = [
  process.execPath,
  "--import",
  pathToFileURL(require.resolve("tsx")).href,
  resolve(root, "cli/main.ts"),
];

/** The environment of a run: this process's, without what would colour the output. */
export function toCliEnvironment(changes: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, NO_COLOR: __, ...environment } = process.env;
  return { ...environment, ...changes };
}

/** Runs `goserverless` as a user would, its output in pipes. */
export async function runCli(args: readonly string[], run: CliRun = {}): Promise<CliResult> {
  const [command, ...before] = cliCommand;
  const child = spawn(command, [...before, ...args], {
    cwd: run.directory ?? root,
    env: toCliEnvironment(run.environment),
  });
  child.stdin.on("error", () => {});
  child.stdin.end(run.input);
  const [stdout, stderr] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    once(child, "close"),
  ]);
  return { status: child.exitCode, stdout: stdout.toString(), stderr: stderr.toString() };
}
