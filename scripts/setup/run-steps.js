const { SetupError } = require("./setup-error.js");

/**
 * Runs the steps one after the other; the first that fails ends the process with its message.
 * @param {readonly (() => void | Promise<void>)[]} steps
 */
async function runSteps(steps) {
  try {
    for (const step of steps) await step();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

module.exports = { runSteps };
