import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { BuildError } from "./build-error.js";
import type { GoResult } from "./go.js";
import { messages } from "./messages.js";
import { showPath } from "./show-path.js";

/** The error for a Go command that failed: one line of ours, then Go's own. */
export function failure(
  headline: string,
  folder: string,
  result: GoResult,
  output = result.stderr,
): BuildError {
  const unknown = /^flag provided but not defined: (-\S+)/.exec(output)?.[1];
  const message = unknown
    ? messages.unknownFlag(unknown)
    : messages.goFailed(headline, fromHere(output, folder), hint(output));
  const exitCode = result.exitCode === 0 ? {} : { exitCode: result.exitCode };
  return new BuildError(message, { command: result.command, ...exitCode, output });
}

function hint(output: string): string {
  if (/no space left on device/.test(output)) return messages.goDiskFull;
  if (/requires go >= \S+ \(running go/.test(output)) return messages.moduleNeedsNewerGo;
  return "";
}

/** Go writes paths from where it ran; the user stands somewhere else, and wants to click on them. */
function fromHere(output: string, folder: string): string {
  const lines = output.trimEnd().split("\n");
  return lines
    .map((line) =>
      line.replace(/^([\t ]*)([^\s:]+\.\w+)(?=:\d+)/, (_, indent, path) => indent + shown(path, folder)),
    )
    .join("\n");
}

function shown(path: string, folder: string): string {
  const absolute = resolve(folder, path);
  if (isAbsolute(path) || !existsSync(absolute)) return path;
  // As Go does it: "./main.go", but "lib/lib.go".
  return showPath(absolute).replace(/^\.[/\\](?=.*[/\\])/, "");
}
