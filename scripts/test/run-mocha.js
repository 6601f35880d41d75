const { spawn } = require("node:child_process");
const path = require("node:path");
const { paths } = require("../setup/paths.js");

const graceMs = 10_000;

/**
 * Runs mocha over some files.
 * @param {readonly string[]} files
 * @param {readonly string[]} options
 * @returns {Promise<import("./counts.js").Counts>}
 */
function runMocha(files, options) {
  const { project } = paths();
  const mocha = path.join(project, "node_modules/mocha/bin/mocha.js");
  const reporter = path.join(__dirname, "counting-reporter.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [mocha, "--reporter", reporter, ...options, ...files], {
      cwd: project,
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    /** @type {import("./counts.js").Counts | undefined} */
    let counts;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    child.once("message", (message) => {
      counts = /** @type {import("./counts.js").Counts} */ (message);
      timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    });
    child.once("error", reject);
    child.once("close", (status, signal) => {
      clearTimeout(timer);
      resolve(judge(counts, signal ?? `exit status ${status}`, status === 0));
    });
  });
}

/**
 * @param {import("./counts.js").Counts | undefined} counts
 * @param {string} end
 * @param {boolean} isClean
 */
function judge(counts, end, isClean) {
  if (!counts) {
    console.error(`mocha ended with ${end} before all tests had run.`);
    return { passed: 0, failed: 1 };
  }
  if (isClean || (counts.failed > 0 && end !== "SIGKILL")) return counts;
  const reason =
    end === "SIGKILL" ? "did not end by itself: a test left something open" : `ended with ${end}`;
  console.error(`mocha ${reason}.`);
  return { ...counts, failed: counts.failed + 1 };
}

module.exports = { runMocha };
