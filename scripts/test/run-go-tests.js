const { spawn, spawnSync } = require("node:child_process");
const path = require("node:path");
const { createInterface } = require("node:readline");
const { paths } = require("../setup/paths.js");
const { countGoTests } = require("./count-go-tests.js");

/**
 * Runs the tests of a Go module, together with all of `go vet`.
 * @param {string} folder
 * @returns {Promise<import("./counts.js").Counts>}
 */
async function runGoTests(folder) {
  const args = ["test", "-json", "-vet=all", ...(hasCompiler() ? ["-race"] : []), "./..."];
  const child = spawn("go", args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  /** @type {import("./count-go-tests.js").GoEvent[]} */
  const events = [];
  for await (const line of createInterface({ input: child.stdout })) {
    events.push(line.startsWith("{") ? JSON.parse(line) : { Action: "output", Output: `${line}\n` });
  }
  const status = await ended;
  const name = path.relative(paths().project, folder);
  const counts = countGoTests(events);
  // Whatever else went wrong, such as a go.mod that cannot be read.
  if (status !== 0 && counts.failed === 0) {
    counts.failed = 1;
    counts.failures.push(`go test ${name} ended with ${status}.`);
  }
  if (counts.failed > 0) console.log(events.map((event) => event.Output ?? "").join(""));
  console.log(`  go test ${name}: ${counts.passed} passing, ${counts.failed} failing\n`);
  return counts;
}

/** The race detector needs a C compiler. */
const hasCompiler = () => spawnSync("cc", ["--version"], { stdio: "ignore" }).status === 0;

module.exports = { runGoTests };
