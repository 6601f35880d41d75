const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const { SetupError } = require("./setup-error.js");

/** @type {readonly NodeJS.Signals[]} */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command quietly; when it fails, its output becomes part of the error.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, missing?: string }} [options] `missing` is said when there is no such command
 * @returns {Promise<string>} what it printed
 */
function run(command, args, { missing, ...options } = {}) {
  return new Promise((resolve, reject) => {
    /** @type {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable> | undefined} */
    let child;
    /** @param {NodeJS.Signals} signal */
    const end = (signal) => {
      if (child?.pid && child.exitCode === null) process.kill(-child.pid, signal);
      process.exit(128 + constants.signals[signal]);
    };
    const stopListening = () => {
      for (const signal of endings) process.off(signal, end);
    };
    for (const signal of endings) process.once(signal, end);
    // In a process group of its own, so that all its children can be ended with it.
    child = spawn(command, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });

    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.once("error", (cause) => {
      stopListening();
      reject(new SetupError(missing ?? `"${command}" cannot be run: ${cause.message}.`, { cause }));
    });
    child.once("close", (status, signal) => {
      stopListening();
      if (status === 0) return resolve(output);
      const how = signal ? `was ended by ${signal}` : `ended with exit status ${status}`;
      reject(new SetupError(`${output.trimEnd()}\n"${[command, ...args].join(" ")}" ${how}.`.trimStart()));
    });
  });
}

module.exports = { run };
