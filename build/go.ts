import { execFile } from "node:child_process";
import { resolve, sep } from "node:path";
import { BuildError } from "./build-error.js";
import { messages } from "./messages.js";

/** A Go command, where it runs and with which environment. */
export interface Go {
  readonly binary: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a Go command left behind. */
export interface GoResult {
  readonly command: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the Go command without a shell. An exit status other than 0 is a result too. */
export function runGo(go: Go, args: readonly string[]): Promise<GoResult> {
  const binary = go.binary.includes(sep) ? resolve(go.binary) : go.binary;
  const command = [go.binary, ...args].map(shown).join(" ");
  // Go takes PWD for its working directory, and so writes the paths we asked for, when both are the same folder.
  const env = { ...process.env, ...go.env, PWD: go.folder };
  const options = { cwd: go.folder, env, maxBuffer: Number.POSITIVE_INFINITY, windowsHide: true };
  return new Promise((resolvePromise, reject) => {
    const child = execFile(binary, args, options, (error, stdout, stderr) => {
      if (error === null) return resolvePromise({ command, exitCode: 0, stdout, stderr });
      if (typeof error.code === "number")
        return resolvePromise({ command, exitCode: error.code, stdout, stderr });
      const message = error.signal
        ? messages.goKilled(`${go.binary} ${args[0]}`, error.signal)
        : messages.noGo(go.binary, String(error.code));
      reject(new BuildError(message, { command, output: stderr, cause: error }));
    });
    child.stdin?.end();
  });
}

/** For reading and copying only; the real arguments never see a shell. */
function shown(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
