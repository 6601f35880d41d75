const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { paths } = require("../setup/paths.js");

const { project } = paths();
const coverage = path.join(project, "coverage");
const raw = path.join(coverage, "tmp");

/** Runs all tests and measures what they cover; too little of it counts as a failure. */
async function measuredTests() {
  fs.rmSync(coverage, { recursive: true, force: true });
  const counts = await tests();
  const c8 = path.join(project, "node_modules/c8/bin/c8.js");
  const { ended } = node([c8, "report", "--temp-directory", raw], {});
  return (await ended) === 0 ? counts : { ...counts, failed: counts.failed + 1 };
}

/** @returns {Promise<import("../test/counts.js").Counts>} */
async function tests() {
  const { child, ended } = node([path.join(project, "scripts/test.js")], { NODE_V8_COVERAGE: raw });
  /** @type {import("../test/counts.js").Counts | undefined} */
  let counts;
  child.once("message", (message) => {
    counts = /** @type {import("../test/counts.js").Counts} */ (message);
  });
  const status = await ended;
  if (counts) return counts;
  console.error(`The tests ended with exit status ${status} before they were counted.`);
  return { passed: 0, failed: 1, failures: [] };
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function node(args, env) {
  const child = spawn(process.execPath, args, {
    cwd: project,
    env: { ...process.env, ...env },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  return {
    child,
    ended: new Promise((resolve, reject) => child.once("error", reject).once("close", resolve)),
  };
}

module.exports = { measuredTests };
