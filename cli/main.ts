#!/usr/bin/env node
import { inspect } from "node:util";
import { CommanderError } from "commander";
import { createProgram } from "./program.js";
import { toSystemErrorText } from "./system-error-text.js";
import { createTerminal } from "./terminal.js";
import { UsageError } from "./usage-error.js";

const failure = 1;
const usage = 2;
/** By name, so that no command's code is loaded to know its errors. */
const errorsForUsers = new Set([
  "UsageError",
  "CommandError",
  "BuildError",
  "EmulatorError",
  "EvidenceError",
]);
/** The second is of a socket, which stands in for a pipe when the reader is Node. */
const readerIsGone = new Set(["EPIPE", "ECONNRESET"]);

async function main(): Promise<void> {
  process.stdout.on("error", endWithoutOutput);
  process.stderr.on("error", endWithoutOutput);
  const { version } = require("goserverless/package.json") as { version: string };
  const terminal = createTerminal(process.stdout, process.stderr, process.env);
  try {
    await createProgram(version, terminal).parseAsync();
  } catch (error) {
    process.exitCode = fail(error);
  }
}

/** Says what went wrong, unless the help that was just printed does, and answers with the exit status. */
function fail(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usage;
  const isVerbose = process.argv.includes("--verbose");
  process.stderr.write(`${isVerbose ? inspect(error) : toMessage(error)}\n`);
  return error instanceof UsageError ? usage : failure;
}

function toMessage(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  if (errorsForUsers.has(error.name)) return error.message;
  return `${error.message}\nThis was not foreseen. "--verbose" shows where it comes from.`;
}

/** Ends because the output cannot go on: quietly when its reader has read enough (`| head`). */
function endWithoutOutput(error: NodeJS.ErrnoException): void {
  if (readerIsGone.has(error.code ?? "")) process.exit();
  process.stderr.write(`The output cannot be written: ${toSystemErrorText(error)}.\n`);
  process.exit(failure);
}

void main();
