const { execFile, spawn } = require("node:child_process");
const { constants } = require("node:os");
const { promisify } = require("node:util");
const { paths } = require("./setup/paths.js");

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs Pulumi on this terminal.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit status
 */
function runPulumi(args, env) {
  return new Promise((resolve, reject) => {
    /** @type {import("node:child_process").ChildProcess | undefined} */
    let child;
    const seen = new Set();
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      // Pulumi ends gracefully at the first signal and at once at the second. Ctrl-C reaches it by itself, and npm sends on
      // what it gets: whatever comes twice would abort an update half-way.
      const isKeyboard = signal === "SIGINT" && process.stdin.isTTY;
      if (!isKeyboard && !seen.has(signal)) child?.kill(signal);
      seen.add(signal);
    };
    for (const signal of forwarded) process.on(signal, forward);
    child = spawn("pulumi", args, { cwd: paths().project, env, stdio: "inherit" });
    child.once("error", reject);
    child.once("close", (status, signal) => {
      for (const name of forwarded) process.off(name, forward);
      resolve(signal ? 128 + constants.signals[signal] : (status ?? 1));
    });
  });
}

/**
 * Asks Pulumi for a JSON document.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function askPulumi(args, env) {
  const { stdout } = await promisify(execFile)("pulumi", [...args, "--json"], { cwd: paths().project, env });
  return JSON.parse(stdout);
}

module.exports = { askPulumi, runPulumi };
