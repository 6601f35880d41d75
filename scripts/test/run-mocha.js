const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { paths } = require("../setup/paths.js");

const graceMs = 10_000;

/**
 * Runs mocha over some files.
 * @param {readonly string[]} files
 * @param {readonly string[]} args
 * @returns {Promise<import("./counts.js").Counts>}
 */
function runMocha(files, args) {
  const { project } = paths();
  // Mocha's own launcher would start one process more for these options, out of our reach.
  const { "node-option": options = [] } = JSON.parse(
    fs.readFileSync(path.join(project, ".mocharc.json"), "utf8"),
  );
  const nodeOptions = options.map((/** @type {string} */ option) => `--${option}`);
  // It only runs when it is started under the path that it takes itself for.
  const mocha = fs.realpathSync(path.join(project, "node_modules/mocha/lib/cli/cli.js"));
  const reporter = path.join(__dirname, "counting-reporter.js");
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [...nodeOptions, mocha, "--reporter", reporter, ...args, ...files],
      {
        cwd: project,
        stdio: ["inherit", "inherit", "inherit", "ipc"],
      },
    );
    /** @type {import("./counts.js").Counts | undefined} */
    let counts;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    let isOvertime = false;
    child.once("message", (message) => {
      counts = /** @type {import("./counts.js").Counts} */ (message);
      timer = setTimeout(() => {
        isOvertime = child.kill("SIGKILL");
      }, graceMs);
    });
    child.once("error", reject);
    child.once("close", (status, signal) => {
      clearTimeout(timer);
      resolve(judge(counts, isOvertime, signal ?? status));
    });
  });
}

/**
 * @param {import("./counts.js").Counts | undefined} counts
 * @param {boolean} isOvertime
 * @param {NodeJS.Signals | number | null} end
 */
function judge(counts, isOvertime, end) {
  const isDueToTests = typeof end === "number" && (end === 0) === (counts?.failed === 0);
  if (counts && isDueToTests) return counts;
  const failure = !counts
    ? `mocha ended with ${end} before all tests had run.`
    : isOvertime
      ? "mocha did not end by itself: a test left something open."
      : `mocha ended with ${end}.`;
  console.error(failure);
  const { passed, failed, failures } = counts ?? { passed: 0, failed: 0, failures: [] };
  return { passed, failed: failed + 1, failures: [...failures, failure] };
}

module.exports = { runMocha };
